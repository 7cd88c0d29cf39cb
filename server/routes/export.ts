// Downloads of a layer: read, chosen, written and sent as it comes; whatever ends it early stops the work behind it.
import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import Router from '@koa/router';
import type { Context } from 'koa';
import type { City } from '../../geodata/city.ts';
import { exportQuery, type ExportFormats } from '../../geodata/contract/export.ts';
import { exportFileName, exportFormatById, exportFormatIds, type ExportFormatId } from '../../geodata/export-formats.ts';
import type { LayerId } from '../../geodata/layers.ts';
import { exportMessages } from '../../geodata/messages-export.ts';
import { DatabaseError, downloadsAtOnce, sqlState, type Database } from '../db.ts';
import type { FileParts } from '../export/about.ts';
import { OgrFailure } from '../export/ogr.ts';
import { Slots } from '../export/slots.ts';
import { select, Snapshot } from '../export/snapshot.ts';
import { checkFits, checkSize, lacking, writers } from '../export/write.ts';
import { readInput, readQuery } from '../input.ts';
import { log } from '../log.ts';
import { readLayer } from '../ogc/collections.ts';
import { filterProblem } from '../ogc/filter-errors.ts';
import { queryReader, type Conditions } from '../ogc/items-query.ts';
import { badRequest, ProblemError, unavailable } from '../problem.ts';
import { today } from '../quartiers.ts';

/** The whole of it, a slow reader included. */
const longestMilliseconds = 10 * 60_000;
const eachAtOnce = 2;

const { problems } = exportMessages;

/** What stopped it, as the person who asked should hear it. */
function problemOf(error: unknown, conditions: Conditions): unknown {
  if (error instanceof OgrFailure) {
    log.error({ reason: error.message }, 'export');
    return /No space left|disk is full/i.test(error.message) ? unavailable(problems.disk) : unavailable(problems.failed);
  }
  if ((error as { code?: string }).code === 'ENOSPC') return unavailable(problems.disk);
  if (error instanceof DatabaseError && error.code === sqlState.queryCanceled && !conditions.filter) return unavailable(problems.long, {}, { 'Retry-After': '60' });
  return conditions.filter ? filterProblem(error) : error;
}

/** Why it was stopped; nothing where the reader left. */
const stopReason = ({ reason }: AbortSignal): Error | undefined => (reason instanceof ProblemError ? reason : undefined);

export interface ExportOptions { database: Database; city: City; limits?: { milliseconds?: number } }

export function exportRoutes({ database, city, limits = {} }: ExportOptions): Router {
  const router = new Router();
  const { read } = queryReader(city);
  const slots = new Slots(downloadsAtOnce, eachAtOnce);

  interface Asked { layer: LayerId; format: ExportFormatId; separator: string; conditions: Conditions; filter: string; signal: AbortSignal }

  /** The whole file; its first part comes once everything that can be refused was looked at. */
  async function* write({ layer, format, separator, conditions, filter, signal }: Asked): FileParts {
    const selection = select(layer, conditions);
    const snapshot = await Snapshot.open(database.downloads, selection, signal);
    try {
      const facts = await snapshot.facts();
      checkSize(format, facts);
      yield* writers[format]({ selection, facts, snapshot, city, day: today(city), filter, separator, signal });
    } finally {
      await snapshot.close();
    }
  }

  /** Sends the file as the answer; gives the place back when it is over. */
  async function send(context: Context, asked: Omit<Asked, 'signal'>, release: () => void): Promise<void> {
    const work = new AbortController();
    const timer = setTimeout(() => { log.warn({ layer: asked.layer, format: asked.format }, 'export too long'); work.abort(unavailable(problems.long, {}, { 'Retry-After': '60' })); }, limits.milliseconds ?? longestMilliseconds);
    context.res.once('close', () => work.abort());
    // Whoever left before we listened is not told of again.
    if (context.res.closed || context.req.socket.destroyed) work.abort();
    const parts = write({ ...asked, signal: work.signal });
    const finish = () => {
      clearTimeout(timer);
      parts.return(undefined).catch(() => {}).finally(release);
    };
    try {
      const first = await parts.next();
      work.signal.throwIfAborted();
      const whole = async function* (): FileParts {
        if (!first.done) yield first.value;
        for await (const part of parts) { work.signal.throwIfAborted(); yield part; }
      };
      const stream = Readable.from(whole(), { objectMode: false, highWaterMark: 256 * 1024 });
      // The reader's own listeners come and go; what is called off in between must not end the process.
      stream.on('error', () => {});
      // Also when nobody ever began to read: then the parts would not hear of its end.
      stream.once('close', finish);
      work.signal.addEventListener('abort', () => { stream.destroy(stopReason(work.signal)); }, { once: true });
      if (/text|json/.test(exportFormatById[asked.format].media) && context.acceptsEncodings('gzip', 'identity') === 'gzip') {
        context.set('Content-Encoding', 'gzip');
        const packed = createGzip({ level: constants.Z_BEST_SPEED });
        stream.once('error', (error) => packed.destroy(error));
        packed.on('error', () => {});
        packed.once('close', () => stream.destroy());
        context.body = stream.pipe(packed);
      } else {
        context.body = stream;
      }
    } catch (error) {
      finish();
      throw problemOf(work.signal.aborted ? stopReason(work.signal) ?? unavailable() : error, asked.conditions);
    }
  }

  router.get('/api/export', (context) => {
    readInput('GET /api/export', context);
    context.set('Cache-Control', 'no-cache');
    context.body = {
      formats: exportFormatIds.map((format) => {
        const { title, use, extension, media, layers } = exportFormatById[format];
        const missing = lacking(format, city);
        return { format, title, use, extension, media, layers: layers ? [...layers] : null, available: missing === null, reason: missing?.reason ?? null };
      }),
    } satisfies ExportFormats;
  });

  router.get('/api/export/:layer', async (context) => {
    const layer = readLayer(context.params.layer);
    const { query, conditions } = read(layer, readQuery(context), exportQuery);
    const { format = 'geojson', separator } = query;
    if (separator && format !== 'csv') throw badRequest(`separator : ${problems.separator}`, { errors: [{ parameter: 'separator', reason: problems.separator }] });
    checkFits(format, layer);
    const missing = lacking(format, city);
    if (missing) throw missing.problem;
    const { format: _format, separator: _separator, ...narrowing } = context.query as Record<string, string>;
    const filter = Object.entries(narrowing).map(([name, value]) => `${name}=${value}`).join('&');
    const headers = { 'Content-Disposition': `attachment; filename="${exportFileName(city.id, layer, today(city), format, filter !== '')}"`, 'Cache-Control': 'public, no-cache', 'X-Content-Type-Options': 'nosniff' };
    if (context.method === 'HEAD') {
      context.status = 200;
    } else {
      await send(context, { layer, format, conditions, filter, separator: separator === 'tab' ? '\t' : separator ?? ';' }, slots.take(context.ip));
    }
    context.set(headers);
    context.set('Content-Type', exportFormatById[format].media);
  });

  return router;
}
