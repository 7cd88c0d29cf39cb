// Where a form leads afterwards: only ever a page of this site, whatever the address says.
import { readAddress } from '../../geodata/address.ts';

/** @returns The path and query when it is a page of ours, else null. */
export function localPath(asked: string | undefined): string | null {
  if (!asked || !/^\/(?![/\\])/.test(asked) || /[\\\0-\x20]/.test(asked)) return null;
  const here = 'https://karter.invalid';
  if (!URL.canParse(asked, here)) return null;
  const url = new URL(asked, here);
  return url.origin === here && readAddress(url).page.kind !== 'missing' ? url.pathname + url.search + url.hash : null;
}
