// A file on its way to the server, as it is: how far it went, and the way to stop it. `fetch` tells neither.
import { messages } from '../messages/fr.ts';
import { ApiError, readProblem } from './api.ts';

/**
 * @param ontold with the share that left, 0 to 1
 * @throws {ApiError}, and {DOMException} `AbortError` when stopped
 */
export function upload<Result>(url: string, file: Blob, ontold: (share: number) => void, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const unreachable = () => reject(new ApiError({ type: 'about:blank', status: 0, ...messages.problems.unreachable }));
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => ontold(total > 0 ? loaded / total : 0);
    request.onerror = unreachable;
    request.ontimeout = unreachable;
    request.onabort = () => reject(signal.reason as Error);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        try {
          resolve(JSON.parse(request.responseText) as Result);
        } catch {
          unreachable();
        }
      } else {
        const answer = new Response(request.responseText, { status: request.status || 500, headers: { 'content-type': request.getResponseHeader('content-type') ?? '' } });
        void readProblem(answer).then((problem) => reject(new ApiError(problem)));
      }
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
