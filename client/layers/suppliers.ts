import { suppliers as layer } from '../../geodata/layers/suppliers.ts';
import { markers } from '../map/markers.ts';
import type { Drawing } from '../map/drawing.ts';

export const suppliers: Drawing = markers(layer);
