// A FastCGI client, so that MapServer is asked without a web server between: what it is spared counts for it.
// Specification: https://fastcgi-archives.github.io/FastCGI_Specification.html
import { connect } from 'node:net';

const record = { begin: 1, end: 3, params: 4, stdin: 5, stdout: 6, stderr: 7 } as const;

function framed(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head[0] = 1;
  head[1] = type;
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(content.length, 4);
  return Buffer.concat([head, content]);
}

const lengthOf = (text: Buffer): Buffer => {
  if (text.length < 128) return Buffer.from([text.length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE((text.length | 0x80000000) >>> 0);
  return bytes;
};

function pairs(values: Record<string, string>): Buffer {
  return Buffer.concat(Object.entries(values).flatMap(([name, value]) => {
    const [key, text] = [Buffer.from(name), Buffer.from(value)];
    return [lengthOf(key), lengthOf(text), key, text];
  }));
}

/** One request on a connection of its own, as web servers do by default. Returns head and body. */
export function askFastcgi(socketPath: string, environment: Record<string, string>): Promise<{ head: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const chunks: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (bytes) => { chunks.push(bytes); });
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const output: Buffer[] = [];
      for (let at = 0; at + 8 <= all.length;) {
        const length = all.readUInt16BE(at + 4);
        if (all[at + 1] === record.stdout) output.push(all.subarray(at + 8, at + 8 + length));
        at += 8 + length + all[at + 6]!;
      }
      const answer = Buffer.concat(output);
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) reject(new Error(`FastCGI : ${answer.toString('utf8', 0, 300) || 'réponse vide'}`));
      else resolve({ head: answer.toString('latin1', 0, end), body: answer.subarray(end + 4) });
    });
    const role = Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]);
    socket.write(Buffer.concat([framed(record.begin, role), framed(record.params, pairs(environment)), framed(record.params, Buffer.alloc(0)), framed(record.stdin, Buffer.alloc(0))]));
  });
}
