// How what would come is drawn before it is there: filled where it is taken, hollow where it is refused, pale where it would leave from.
import type { Feature } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { paper } from '../../geodata/themes.ts';
import type { Preview } from '../state/view.svelte.ts';
import { previewSource } from './style.ts';

const is = (role: string) => ['==', ['get', 'role'], role];
const isPoint = ['==', ['geometry-type'], 'Point'];
const isArea = ['==', ['geometry-type'], 'Polygon'];
const lit = ['==', ['get', 'lit'], true];
const halo = '#fffefb';

export const previewLayers = [
  {
    id: 'preview-area', type: 'fill', source: previewSource, filter: isArea,
    paint: { 'fill-color': ['get', 'color'], 'fill-opacity': ['case', is('taken'), ['case', lit, 0.5, 0.3], 0] },
  },
  {
    id: 'preview-casing', type: 'line', source: previewSource, filter: ['!', isPoint], layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': ['case', lit, paper.ink, halo], 'line-width': ['case', lit, 8, 5] },
  },
  {
    id: 'preview-line', type: 'line', source: previewSource, filter: ['all', ['!', isPoint], is('taken')], layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': ['get', 'color'], 'line-width': 3 },
  },
  {
    // Dashes cannot depend on the feature.
    id: 'preview-line-dashed', type: 'line', source: previewSource, filter: ['all', ['!', isPoint], ['!', is('taken')]], layout: { 'line-join': 'round' },
    paint: { 'line-color': ['get', 'color'], 'line-width': 2, 'line-dasharray': [2, 2], 'line-opacity': ['case', is('former'), 0.6, 1] },
  },
  {
    id: 'preview-ring', type: 'circle', source: previewSource, filter: ['all', isPoint, lit],
    paint: { 'circle-radius': 15, 'circle-color': 'rgba(255, 254, 251, 0.4)', 'circle-stroke-color': paper.ink, 'circle-stroke-width': 3 },
  },
  {
    id: 'preview-point', type: 'circle', source: previewSource, filter: isPoint, layout: { 'circle-sort-key': ['case', is('taken'), 2, is('refused'), 1, 0] },
    paint: {
      'circle-radius': ['case', is('former'), 6, 8], 'circle-color': ['case', is('taken'), ['get', 'color'], halo],
      'circle-opacity': ['case', is('former'), 0.5, 1], 'circle-stroke-opacity': ['case', is('former'), 0.55, 1],
      'circle-stroke-color': ['case', is('taken'), halo, ['get', 'color']], 'circle-stroke-width': ['case', is('taken'), 2, 3],
    },
  },
] as unknown as readonly LayerSpecification[];

export const previewFeatures = ({ color, features, lit: rank }: Preview): Feature[] =>
  features.map((feature) => ({ ...feature, properties: { ...feature.properties, color, lit: rank !== null && feature.properties?.rank === rank } }));
