// A photo is encoded anew: smaller, upright, and without what the camera wrote into it.
import { refused } from '../../problem.ts';

const longestSide = 1600;
/** 50 million pixels: beyond, a small file may be a bomb. */
const mostPixels = 50_000_000;

export async function encodePhoto(bytes: Buffer): Promise<{ image: Buffer; width: number; height: number }> {
  // Native and large: loaded with the first photo.
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true }).webp({ quality: 78 }).toBuffer({ resolveWithObject: true });
    return { image: data, width: info.width, height: info.height };
  } catch {
    throw refused('Cette image ne se lit pas : envoyez une photo JPEG, PNG, WebP ou AVIF.', { errors: [{ parameter: 'photo', reason: 'illisible' }] });
  }
}
