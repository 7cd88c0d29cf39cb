import { ressourceries as layer } from '../../geodata/layers/ressourceries.ts';
import { markers } from '../map/markers.ts';
import type { Drawing } from '../map/drawing.ts';

export const ressourceries: Drawing = markers(layer);
