// The style is valid MapLibre, in the paint order of the vocabulary, and says the same as the legend.
import { expression, latest, validateStyleMin, type StylePropertySpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import brest from '../../geodata/brest/city.json' with { type: 'json' };
import { City } from '../../geodata/city.ts';
import { layerById, layerIds, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { markPaints } from '../../geodata/symbols.ts';
import { drawings } from '../../client/layers/index.ts';
import { densityClasses } from '../../client/map/deck-scale.ts';
import { filterUnder } from '../../client/map/filters.ts';
import { legendOf } from '../../client/map/legend.ts';
import { pointedLayers } from '../../client/map/pointed-style.ts';
import { styleLayers } from '../../client/map/style-layers.ts';
import { buildStyle } from '../../client/map/style.ts';
import { readSymbolId, symbolExpression } from '../../client/map/symbol-id.ts';

const everything = new Set<LayerId>(layerIds);
const style = buildStyle(City.parse(brest), 'https://karter.example', { shown: everything, filters: {} });

/** The value of a paint or layout expression for one feature. */
function evaluated(value: unknown, property: StylePropertySpecification, properties: Record<string, unknown>): unknown {
  const compiled = expression.createPropertyExpression(value, 'test', property);
  if (compiled.result === 'error') throw new Error(compiled.value.map((error) => error.message).join(', '));
  return compiled.value.evaluate({ zoom: 14 }, { type: 'Point', properties });
}

describe('the style', () => {
  it('is valid, with every layer shown and with every field filtered', () => {
    const noData = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } };
    expect(validateStyleMin({ ...style, sources: { ...style.sources, pointed: noData, here: noData }, layers: [...style.layers, ...pointedLayers] })).toEqual([]);
    for (const layer of publicLayers) {
      for (const [field, definition] of Object.entries(layer.fields as Record<string, { codes?: object; type: string }>)) {
        const values = definition.type === 'boolean' ? ['true'] : Object.keys(definition.codes ?? {});
        if (values.length === 0) continue;
        const filtered = buildStyle(City.parse(brest), 'https://karter.example', { shown: everything, filters: { [`${layer.id}.${field}`]: values } });
        expect(validateStyleMin(filtered), `${layer.id}.${field}`).toEqual([]);
      }
    }
  });

  it('draws every public layer, once, in the order of the vocabulary', () => {
    const ids = style.layers.map((layer) => layer.id);
    expect(new Set(ids).size).toBe(ids.length);
    const order = publicLayers.map(({ id }) => ids.findIndex((candidate) => candidate === id || candidate.startsWith(`${id}-`)));
    expect(order.every((index) => index >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('derives every id from its layer, and hides what is not shown', () => {
    for (const { id, layer } of styleLayers) expect(id === layer || id.startsWith(`${layer}-`), id).toBe(true);
    const few = buildStyle(City.parse(brest), '', { shown: new Set<LayerId>(['land']), filters: {} });
    const visible = few.layers.filter((layer) => layer.type !== 'background' && 'source-layer' in layer && layer.layout?.visibility === 'visible');
    expect(new Set(visible.map((layer) => 'source-layer' in layer && layer['source-layer']))).toEqual(new Set(['land']));
  });
});

describe('legend and paint', () => {
  it('give each class the same sign', () => {
    for (const layer of publicLayers) {
      if (!layer.legend || layer.geometry === 'polygon' || layer.geometry === 'line' || layer.theme === 'fond') continue;
      const lines = legendOf([layer.id as LayerId])[0]!.classes;
      for (const legendClass of layer.legend.classes) {
        const name = evaluated(symbolExpression(layer, 'icon'), latest.layout_symbol['icon-image'] as unknown as StylePropertySpecification, { [layer.legend.by]: legendClass.value });
        const painted = readSymbolId(String(name))!;
        const samples = lines.map(({ sample }) => sample.kind === 'sign' && sample.symbol).filter(Boolean);
        expect(samples, `${layer.id}: ${legendClass.label}`).toContainEqual({ shape: painted.shape, icon: painted.icon, color: painted.color, mark: painted.mark });
      }
    }
  });

  it('give each class of lines and areas the same colour', () => {
    for (const id of ['plu_frontages', 'plu_zones', 'centralites'] as const) {
      const layer = layerById[id];
      const part = drawings[id].paint[0]!;
      const [value, property] = part.type === 'fill' ? [part.paint!['fill-color'], latest.paint_fill['fill-color']] : [(part.paint as Record<string, unknown>)['line-color'], latest.paint_line['line-color']];
      for (const { value: code, color } of layer.legend!.classes) {
        const painted = evaluated(value, property as StylePropertySpecification, { [layer.legend!.by]: code }) as { toString(): string };
        const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
        expect(String(painted).replaceAll(' ', ''), `${id}: ${code}`).toBe(`rgba(${red},${green},${blue},1)`);
      }
    }
  });

  it('never tell two states of a place apart by colour alone', () => {
    for (const layer of publicLayers) {
      if (layer.theme === 'fond' || layer.geometry === 'polygon' || layer.geometry === 'line') continue;
      const marks = new Map<string, string>();
      for (const { color, mark = 'filled' } of layer.legend?.classes ?? []) {
        const look = JSON.stringify({ ...markPaints[mark], strength: 0 });
        expect(marks.get(look) ?? color, `${layer.id}: ${mark}`).toBe(color);
        marks.set(look, color);
      }
    }
  });

  it('are one line for classes that look alike, topmost layer first', () => {
    const entries = legendOf(['gardens', 'job_datings', 'premises', 'land']);
    expect(entries.map(({ layer }) => layer)).toEqual(['job_datings', 'gardens', 'premises']);
    expect(entries[0]!.classes).toHaveLength(1);
    expect(entries[2]!.classes.map(({ label }) => label)).toEqual(['occupé', 'vacant', 'en travaux', 'hors commerce, inconnu']);
  });
});

it('hexagons put their own scale in place of the units they count', () => {
  const [entry] = legendOf(['premises'], 'vacancy');
  expect(entry!.classes.map(({ sample }) => sample.kind !== 'sign' && sample.color)).toEqual(densityClasses('vacancy').map(({ color }) => color));
});

describe('filters', () => {
  const part = (id: string) => styleLayers.find((candidate) => candidate.id === id)!;

  it('keep the values asked for, from the zoom at which tiles carry the field', () => {
    expect(filterUnder(part('premises-unit'), { 'premises.occupancy': ['vacant'] })).toEqual(['step', ['zoom'], true, 14, ['in', ['to-string', ['get', 'occupancy']], ['literal', ['vacant']]]]);
    expect(filterUnder(part('communes-label'), { 'communes.insee': ['29019'] })).toEqual(['all', expect.anything(), ['in', ['to-string', ['get', 'insee']], ['literal', ['29019']]]]);
    expect(filterUnder(part('premises-unit'), { 'premises.activity': ['pharmacie'] })).toEqual(['step', ['zoom'], true, 14, ['in', ['to-string', ['get', 'activity']], ['literal', ['pharmacie']]]]);
  });

  it('leave other layers and fields that never travel alone', () => {
    expect(filterUnder(part('gardens'), { 'premises.occupancy': ['vacant'], 'gardens.wheelchair': ['yes'] })).toBeNull();
  });

  it('show of a cell only the part that is kept', () => {
    expect(filterUnder(part('premises-cells'), { 'premises.occupancy': ['vacant'] })).toEqual(['literal', false]);
    expect(filterUnder(part('premises-cells-vacant'), { 'premises.occupancy': ['vacant'] })).toEqual(['>', ['get', 'vacant'], 0]);
    expect(filterUnder(part('premises-cells'), {})).toBeNull();
  });
});
