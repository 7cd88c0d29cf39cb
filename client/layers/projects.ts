import { projects as layer } from '../../geodata/layers/projects.ts';
import { markers } from '../map/markers.ts';
import type { Drawing } from '../map/drawing.ts';

export const projects: Drawing = markers(layer);
