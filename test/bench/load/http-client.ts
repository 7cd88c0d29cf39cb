// A bare HTTP/1.1 connection, kept alive: on two cores the measuring side must take as little as it can.
import { connect, type Socket } from 'node:net';

export interface Answer { status: number; head: string; body: Buffer }

export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #chunks: Buffer[] = [];
  #received = 0;
  #awaited = -1;
  #bodyStart = 0;
  #head = '';
  #resolve: ((answer: Answer) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', (error) => this.#reject?.(error));
    socket.on('close', () => this.#reject?.(new Error('connection closed')));
  }

  /** @param address Such as http://127.0.0.1:3000. */
  static open(address: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(address);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => { socket.off('error', reject); resolve(new HttpConnection(socket, host)); });
      socket.once('error', reject);
    });
  }

  get(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nAccept-Encoding: gzip\r\n\r\n`);
    });
  }

  #take(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#received += bytes.length;
    if (this.#awaited < 0) {
      const all = this.#chunks.length === 1 ? bytes : Buffer.concat(this.#chunks);
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#chunks = [all];
      this.#head = all.toString('latin1', 0, end);
      this.#bodyStart = end + 4;
      const length = /^content-length: *(\d+)/im.exec(this.#head)?.[1];
      const empty = /^HTTP\/1.1 (204|304)/.test(this.#head);
      if (length === undefined && !empty) { this.#reject?.(new Error(`no length: ${this.#head}`)); return; }
      this.#awaited = this.#bodyStart + Number(length ?? 0);
    }
    if (this.#received < this.#awaited) return;
    const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    const answer = { status: Number(this.#head.slice(9, 12)), head: this.#head, body: all.subarray(this.#bodyStart) };
    this.#chunks = [];
    this.#received = 0;
    this.#awaited = -1;
    this.#resolve?.(answer);
  }

  close(): void { this.#reject = undefined; this.#socket.destroy(); }
}

/** Opens a client that raises on anything but 200 and 204. */
export async function openClient(address: string): Promise<{ ask: (path: string) => Promise<Answer>; close: () => void }> {
  const connection = await HttpConnection.open(address);
  return {
    ask: async (path) => {
      const answer = await connection.get(path);
      if (answer.status !== 200 && answer.status !== 204) throw new Error(`${answer.status} : ${path}`);
      return answer;
    },
    close: () => connection.close(),
  };
}
