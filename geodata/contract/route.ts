// What the contract says of one route.
import type { z } from 'zod';
import type { Action } from '../permissions.ts';

export interface Route {
  summary: string;
  tag: 'imports' | 'ogc' | 'tuiles' | 'api' | 'service' | 'compte' | 'administration' | 'contributions' | 'edition' | 'fonds' | 'donnees' | 'telechargements';
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** JSON that is sent; a route with a body that is no JSON says so in `receives`. */
  body?: z.ZodType;
  /** Media types of a body that is no JSON, and how many bytes at most. */
  receives?: { media: readonly string[]; most: number };
  /** A body that is a file, as large as the operator allows: the handler takes it as it comes. */
  streams?: true;
  result?: z.ZodType;
  /** Media type of the answer when it is not application/json. */
  media?: string;
  /** Whether it can be had as a page too, for `f=html` and browsers. */
  page?: true;
  /** How the operation's name ends in OpenAPI, where a standard fixes it (OGC 20-057, table 8). */
  operation?: string;
  /** Who may ask: anyone, or those whom the permissions allow this somewhere; where exactly is asked of each object. */
  access?: 'anyone' | Action;
}
