import { epiceries as layer } from '../../geodata/layers/epiceries.ts';
import { markers } from '../map/markers.ts';
import type { Drawing } from '../map/drawing.ts';

export const epiceries: Drawing = markers(layer);
