// Which ways of OpenStreetMap are walked: the tags people really write, and what osmium makes of a line.
import { describe, expect, it } from 'vitest';
import { readOpl } from '../../geodata/load/streets/opl.ts';
import { blocksNode, judgeWay, type Tags } from '../../geodata/load/streets/walking.ts';

const verdict = (tags: Tags): string => {
  const judged = judgeWay(tags);
  if (!judged) return 'nothing';
  return 'dropped' in judged ? judged.dropped : `${judged.walk.forwards ? '>' : ''}${judged.walk.backwards ? '<' : ''}`;
};

describe('a way is walked', () => {
  it.each<[Tags, string]>([
    [{ highway: 'residential' }, '><'],
    [{ highway: 'residential', oneway: 'yes' }, '><'],
    [{ highway: 'service', service: 'driveway' }, '><'],
    [{ highway: 'steps' }, '><'],
    [{ highway: 'steps', conveying: 'forward' }, '>'],
    [{ highway: 'steps', conveying: 'backward' }, '<'],
    [{ highway: 'steps', conveying: 'yes', oneway: 'yes' }, '>'],
    [{ highway: 'footway', 'oneway:foot': 'yes' }, '>'],
    [{ highway: 'footway', 'oneway:foot': '-1' }, '<'],
    [{ highway: 'footway', 'foot:backward': 'no' }, '>'],
    [{ highway: 'motorway', foot: 'yes' }, 'express'],
    [{ highway: 'trunk' }, 'express'],
    [{ highway: 'trunk', sidewalk: 'right' }, '><'],
    [{ highway: 'trunk', motorroad: 'yes', foot: 'designated' }, '><'],
    [{ highway: 'primary', motorroad: 'yes' }, 'express'],
    [{ highway: 'cycleway' }, 'vehicles'],
    [{ highway: 'cycleway', foot: 'designated' }, '><'],
    [{ highway: 'bridleway' }, 'vehicles'],
    [{ highway: 'busway', sidewalk: 'both' }, '><'],
    [{ highway: 'service', access: 'private' }, 'private'],
    [{ highway: 'service', access: 'private', foot: 'yes' }, '><'],
    [{ highway: 'service', access: 'customers' }, '><'],
    [{ highway: 'residential', access: 'no' }, 'forbidden'],
    [{ highway: 'residential', access: 'no', sidewalk: 'both' }, '><'],
    [{ highway: 'residential', foot: 'no' }, 'forbidden'],
    [{ highway: 'residential', foot: 'private' }, 'private'],
    [{ highway: 'secondary', foot: 'use_sidepath' }, 'sidepath'],
    [{ highway: 'secondary', sidewalk: 'separate' }, '><'],
    [{ highway: 'construction', construction: 'residential' }, 'unbuilt'],
    [{ highway: 'proposed' }, 'unbuilt'],
    [{ highway: 'residential', construction: 'minor' }, '><'],
    [{ highway: 'raceway' }, 'unmapped'],
    [{ highway: 'elevator' }, 'unmapped'],
    [{ route: 'ferry', foot: 'yes' }, 'ferry'],
    [{ aerialway: 'cable_car', foot: 'yes' }, 'aerialway'],
    [{ railway: 'platform' }, '><'],
    [{ man_made: 'pier' }, '><'],
    [{ building: 'yes' }, 'nothing'],
    [{ highway: 'footway', 'foot:backward': 'no', 'foot:forward': 'no' }, 'forbidden'],
  ])('%j: %s', (tags, expected) => { expect(verdict(tags)).toBe(expected); });

  it('keeps what a pram or a wheelchair must know', () => {
    const judged = judgeWay({ highway: 'steps', name: ' Escalier du Cours ', 'ramp:stroller': 'yes', wheelchair: 'no', width: '2,5 m', layer: '1', level: '0;1', incline: 'up', surface: 'stone' });
    expect(judged).toMatchObject({ walk: { name: 'Escalier du Cours', steps: true, ramp: true, wheelchair: 'no', width_m: 2.5, layer: 1, level: '0;1', incline: 'up', surface: 'stone' } });
    expect(judgeWay({ highway: 'steps', ramp: 'yes', 'ramp:bicycle': 'yes' })).toMatchObject({ walk: { ramp: false } });
    expect(judgeWay({ highway: 'path', layer: 'oui', width: 'large' })).toMatchObject({ walk: { layer: 0, width_m: null } });
  });
});

it.each<[Tags, boolean]>([
  [{ barrier: 'wall' }, true], [{ barrier: 'gate' }, false], [{ barrier: 'bollard' }, false], [{ barrier: 'gate', access: 'private' }, true], [{ barrier: 'gate', access: 'private', foot: 'yes' }, false],
  [{ barrier: 'lift_gate', foot: 'no' }, true], [{ barrier: 'fence', foot: 'yes' }, false], [{ barrier: 'gate', locked: 'yes' }, true], [{ barrier: 'no' }, false], [{}, false],
])('a node with %j stops people on foot: %s', (tags, expected) => { expect(blocksNode(tags)).toBe(expected); });

describe('a line of OPL', () => {
  it('gives a way its tags as written and the places of its nodes', () => {
    expect(readOpl("w10 v2 dV Thighway=residential,name=Rue%20%d'été%2c%%20%a%3d%b%20%%25% Nn1x-4.5y48.4,n2x-4.5y48.401,n99xy")).toEqual({
      type: 'way', id: 10, tags: { highway: 'residential', name: "Rue d'été, a=b %" }, nodes: [1, 2, 99], lon: [-4.5, -4.5, NaN], lat: [48.4, 48.401, NaN],
    });
  });
  it('gives a relation its ways and a node its tags', () => {
    expect(readOpl('r5 Thighway=pedestrian,type=multipolygon Mw10@outer,n3@,w-11@inner')).toEqual({ type: 'relation', id: 5, tags: { highway: 'pedestrian', type: 'multipolygon' }, ways: [{ id: 10, role: 'outer' }, { id: -11, role: 'inner' }] });
    expect(readOpl('n2 Tbarrier=wall x-4.5 y48.401')).toEqual({ type: 'node', id: 2, tags: { barrier: 'wall' } });
    expect(readOpl('')).toBeUndefined();
  });
  it('takes no tag for a property of objects', () => {
    expect(Object.keys((readOpl('n1 T__proto__=x,constructor=y x0 y0') as { tags: Tags }).tags)).toEqual(['__proto__', 'constructor']);
  });
});
