// What Node alone can do: as many processes as the server has, that answer ready bytes to any request.
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, processes, file, ...headers] = process.argv.slice(2) as [string, string, string, ...string[]];

if (cluster.isPrimary) {
  for (let index = 0; index < Number(processes); index += 1) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
} else {
  const body = readFileSync(file);
  const named = Object.fromEntries(headers.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
  createServer((_request, response) => {
    response.writeHead(200, named);
    response.end(body);
  }).listen(Number(port), '127.0.0.1');
}
