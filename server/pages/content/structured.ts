// What search engines read of a card (schema.org). Demonstration data is never told to them as real.
import type { Properties } from '../parts.ts';
import type { Bbox } from '../position.ts';

export interface EventOfPlace { id?: string; starts_at: string; ends_at?: string | null; title?: string | null; sectors?: readonly string[]; companies?: number | null; posts?: number | null; demo?: boolean }

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function structuredPlace({ name, properties, box, city, events }: { name: string; properties: Properties; box: Bbox | null; city: string; events: readonly EventOfPlace[] }): object {
  const place = {
    '@type': 'Place', name,
    address: { '@type': 'PostalAddress', streetAddress: text(properties.address), addressLocality: city, addressCountry: 'FR' },
    ...(box ? { geo: { '@type': 'GeoCoordinates', latitude: (box[1] + box[3]) / 2, longitude: (box[0] + box[2]) / 2 } } : {}),
    telephone: text(properties.phone), url: text(properties.website),
  };
  const real = events.filter((event) => event.demo !== true);
  if (real.length === 0) return { '@context': 'https://schema.org', ...place };
  return {
    '@context': 'https://schema.org',
    '@graph': [place, ...real.map((event) => ({
      '@type': 'Event', name: event.title ?? name, startDate: event.starts_at, endDate: event.ends_at ?? undefined, location: place,
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    }))],
  };
}
