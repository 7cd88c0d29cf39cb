// Asks the server: JSON in, problem documents as errors, and a small memory so that going back shows at once.
import type { Problem } from '../../geodata/contract.ts';
import { messages } from '../messages/fr.ts';

/** What went wrong, as the server says it (RFC 9457), or as we say it when the server did not answer. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

const memory = new Map<string, { at: number; data: unknown }>();
const memorySize = 60;
const freshFor = 60_000;

/** The last answer, however old: better than nothing while offline or while the new one is on its way. */
export function remembered<Result>(url: string): Result | null {
  return (memory.get(url)?.data as Result | undefined) ?? null;
}

/** Answers that came with the page. */
export function prime(answers: Readonly<Record<string, unknown>>): void {
  for (const [url, data] of Object.entries(answers)) memory.set(url, { at: Date.now(), data });
}

export function forget(url: string): void {
  memory.delete(url);
}

/** The data changed: what was remembered of it is asked anew. */
export function forgetData(): void {
  for (const url of memory.keys()) if (/^\/(ogc|api)\//.test(url)) memory.delete(url);
}

/** @throws {ApiError} on any answer but a success, and {DOMException} `AbortError` when aborted. */
export async function getJson<Result>(url: string, signal?: AbortSignal): Promise<Result> {
  const known = memory.get(url);
  if (known && Date.now() - known.at < freshFor) return known.data as Result;
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept: 'application/json, application/geo+json' }, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError({ type: 'about:blank', status: 0, ...messages.problems.unreachable });
  }
  if (!response.ok) throw new ApiError(await readProblem(response));
  const data = (await response.json()) as Result;
  memory.delete(url);
  memory.set(url, { at: Date.now(), data });
  const oldest = memory.keys().next().value;
  if (memory.size > memorySize && oldest !== undefined) memory.delete(oldest);
  return data;
}

/**
 * Writes: JSON out, JSON in (null for an answer without a body). Bytes (a Blob) go as they are, with the type given in `headers`.
 * @throws {ApiError} whose `problem.errors` name the fields that were refused, and whose `problem.current` is what stands on the server after a conflict.
 */
export async function sendJson<Result = unknown>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Result> {
  const bytes = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(url, {
      method, headers: { accept: 'application/json', ...(body === undefined || bytes ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : bytes ? body : JSON.stringify(body),
    });
  } catch {
    throw new ApiError({ type: 'about:blank', status: 0, ...messages.problems.unreachable });
  }
  if (!response.ok) throw new ApiError(await readProblem(response));
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as Result;
}

/** What an answer that is no success says of itself. */
export async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = { type: 'about:blank', status: response.status, ...(response.status === 404 ? messages.problems.missing : messages.problems.unexpected) };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
}
