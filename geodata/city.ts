// What a city's folder says of itself in city.json: another city is another folder and one setting.
import { z } from 'zod';

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]);

export const City = z.object({
  /** Folder name and database suffix: lower-case letters, digits, hyphens. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  name: z.string().min(1),
  /** INSEE code of the commune that the quartiers subdivide. */
  insee: z.string().regex(/^[0-9AB]{5}$/),
  /** The territory (communes layer), as people call it. */
  territory: z.string().min(1),
  /** Where the map opens: longitude, latitude, zoom. */
  centre: position,
  zoom: z.number().min(0).max(20),
  /** The map does not leave it: west, south, east, north. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  timezone: z.string().default('Europe/Paris'),
  /** Whose data the base is drawn from, shown on the map. */
  attribution: z.string(),
  contact: z.string().optional(),
  /** Inhabitants of the commune, for what is shared or measured by them. */
  inhabitants: z.object({ count: z.number().int().positive(), source: z.string().min(1) }).optional(),
  /** Who publishes the data, as catalogues name it; without it, the site itself. */
  publisher: z.object({ name: z.string().min(1), url: z.url().optional() }).optional(),
  /** INSEE codes of the territory's communes, where it has more than one: national files are read for them alone. */
  communes: z.array(z.string().regex(/^[0-9AB]{5}$/)).optional(),
  /** Postcodes by commune (INSEE code), where a commune has one only; for exports whose schema wants them. */
  postcodes: z.record(z.string().regex(/^[0-9AB]{5}$/), z.string().regex(/^\d{5}$/)).optional(),
  /** Establishment that grants subsidies, for SCDL exports; without it they cannot be written. */
  siret: z.string().regex(/^\d{14}$/).optional(),
});
export type City = z.infer<typeof City>;
