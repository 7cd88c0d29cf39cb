// A layer, or several, as a parameter.
import { z } from 'zod';
import { publicLayerIds, type LayerId } from '../layers.ts';

export const LayerParam = z.enum(publicLayerIds as [LayerId, ...LayerId[]]);

/** `a,b,c`: known layers, sorted, without repeats. */
export const LayerList = z
  .string()
  .max(1000)
  .transform((text) => [...new Set(text.split(','))].sort())
  .pipe(z.array(LayerParam).min(1));
