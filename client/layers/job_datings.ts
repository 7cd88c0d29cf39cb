import { job_datings as layer } from '../../geodata/layers/job_datings.ts';
import { markers } from '../map/markers.ts';
import type { Drawing } from '../map/drawing.ts';

export const job_datings: Drawing = markers(layer);
