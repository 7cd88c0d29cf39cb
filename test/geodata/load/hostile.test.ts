// Files that mean harm, or were harmed: each a sentence, nothing changed, nothing left, within bounds of time and memory.
import { execFileSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { chmodSync, createWriteStream, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cli, collection, garden, hasOgr, leftFolders, lilliput, openDesk, zipOf, type Desk, type Run } from './desk.ts';

let desk: Desk;
let before = '';
let server: Server;
let asked: string[] = [];
beforeAll(async () => {
  desk = await openDesk();
  before = await desk.hash('gardens');
  server = createServer((request, response) => { asked.push(request.url ?? ''); response.end('secret'); });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => { server?.close(); await desk?.close(); });
afterEach(async () => {
  expect(await desk.hash('gardens')).toBe(before);
  expect(await desk.ask("select id from karter.imports where state <> 'ecrit'")).toEqual([]);
  expect(await desk.ask('select import from karter.import_rows')).toEqual([]);
  expect(leftFolders()).toEqual([]);
  expect(asked).toEqual([]);
  asked = [];
});

const options = ['--source', 'Ville', '--licence', 'ODbL', '--vintage', '2026-05-01'];
const bring = (path: string, ...more: string[]) => desk.geodata('import', 'gardens', path, ...options, ...more);

/** French, of one line a fault, without the inside of the program. */
async function refused(path: string, reason: RegExp, ...more: string[]): Promise<Run> {
  const run = await bring(path, ...more);
  expect(run.complained).toMatch(reason);
  expect(run.complained).not.toMatch(/\n\s+at |TypeError|undefined|\[object|karter-lecture|Maximum call/);
  expect(run.code).toBe(1);
  return run;
}

/** In a process of its own, measured. */
async function measured(path: string, ...more: string[]): Promise<Run & { seconds: number; megabytes: number }> {
  const start = Date.now();
  const report = join(desk.folder, 'mesure.mjs');
  writeFileSync(report, "process.on('exit', () => process.stderr.write('\\n' + process.resourceUsage().maxRSS));");
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', report, cli, 'import', 'gardens', path, ...options, ...more], { env: { ...process.env, DATABASE_URL: desk.database.url, KARTER_CITY: lilliput } });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => { said += String(bytes); });
  child.stderr.on('data', (bytes: Buffer) => { complained += String(bytes); });
  const [code] = await once(child, 'close') as [number];
  return { code, said, complained, seconds: (Date.now() - start) / 1000, megabytes: Number(complained.split('\n').at(-1)) / 1024 };
}

/** Writes a long file in pieces. */
async function long(name: string, pieces: Iterable<string>): Promise<string> {
  const path = desk.file(name, '');
  const stream = createWriteStream(path);
  for (const piece of pieces) if (!stream.write(piece)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  return path;
}
function* repeated(start: string, piece: string, count: number, end = ''): Generator<string> {
  yield start;
  for (let index = 0; index < count; index += 1) yield piece;
  yield end;
}

const header = 'code;nom;type;longitude;latitude\n';
const row = '1;Un;partage;2.01;46.81\n';

describe('not what it says', () => {
  it.each([
    ['vide.geojson', '', /Le fichier est vide/],
    ['bom.csv', '\uFEFF', /vide/],
    ['blanc.csv', '\n\n  \n', /vide|que ses en-têtes/],
    ['entete.csv', header, /n’a que ses en-têtes/],
    ['entete.csv', header.trim(), /n’a que ses en-têtes/],
    ['aucune.geojson', '{"type":"FeatureCollection","features":[]}', /aucune entité/],
    ['mot.csv', 'bonjour', /ni un tableau ni un format/],
    ['rapport.pdf', '%PDF-1.7\n%âãÏÓ', /PDF/],
    ['page.html', '<!DOCTYPE html><html><body>404</body></html>', /page web/],
    ['page.csv', '<html><body>404</body></html>', /page web/],
    ['jardins.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /avant 2007 \(\.xls\)/],
    ['image.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(2000)]), /octets nuls/],
    ['bruit.csv', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)), /octets nuls/],
    ['jardins.zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), /archive est vide/],
    ['faux.zip', 'PK\x03\x04 et puis rien', /archive/],
    ['faux.csv.gz', Buffer.from('1f8b0800000000000003ffff', 'hex'), /gzip est abîmée/],
    ['coupe.csv.gz', gzipSync(header + row.repeat(10_000)).subarray(0, 60), /gzip est abîmée/],
    ['faux.gpkg', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5000, 7)]), hasOgr ? /GDAL ne lit pas/ : /gdal-bin/],
    ['faux.fgb', Buffer.concat([Buffer.from('fgb\x03fgb\x01'), Buffer.alloc(500, 255)]), hasOgr ? /GDAL|aucune table/ : /gdal-bin/],
    ['utf16.geojson', Buffer.from('\uFEFF{"type":"FeatureCollection","features":[]}', 'utf16le'), /UTF-16/],
  ] as const)('%s', async (name, content, reason) => {
    await refused(desk.file(name, content as string | Buffer), reason);
  });

  it('a name that does not match is said, and read all the same', async () => {
    expect((await bring(desk.file('jardins.geojson', header + row), '--dry-run')).said).toMatch(/malgré son nom, « jardins\.geojson » est un fichier CSV/);
    expect((await bring(desk.file('jardins.csv', collection([garden('a')])), '--dry-run')).said).toMatch(/est un fichier GeoJSON/);
  });

  it('a folder, a pipe, a device, a dangling link, a file that may not be read', async () => {
    const folder = join(desk.folder, 'dossier.csv');
    mkdirSync(folder);
    await refused(folder, /« dossier\.csv » n’est pas un fichier/);
    await refused(`${folder}/`, /n’est pas un fichier/);
    const pipe = join(desk.folder, 'tuyau.csv');
    execFileSync('mkfifo', [pipe]);
    await refused(pipe, /n’est pas un fichier/);
    expect(await desk.geodata('import', 'streets', pipe)).toMatchObject({ code: 1 });
    await refused('/dev/zero', /n’est pas un fichier/);
    const link = join(desk.folder, 'lien.csv');
    symlinkSync('/nulle/part', link);
    await refused(link, /n’existe pas/);
    if (process.getuid?.() !== 0) {
      const closed = desk.file('fermé.csv', header + row);
      chmodSync(closed, 0o000);
      await refused(closed, /droits ne le permettent pas/);
    }
  });

  it('names with a line break, with nothing but dots, very long', async () => {
    const { said } = await bring(desk.file('jardins\n--complete.geojson', header + row), '--dry-run');
    expect(said).toContain('« jardins --complete.geojson »');
    expect(await bring(desk.file('.csv', header + row), '--dry-run')).toMatchObject({ code: 0 });
    expect(await bring(desk.file(`${'é'.repeat(120)}.csv`, header + row), '--dry-run')).toMatchObject({ code: 0 });
    expect(await bring(desk.file("'; drop table karter.gardens; --.csv", header + row), '--dry-run')).toMatchObject({ code: 0 });
    await refused(`/tmp/${'x'.repeat(5000)}`, /n’existe pas/);
  });
});

describe('tables', () => {
  it.each([
    ['cut in the middle', `${header}${row}2;Deux;part`, /ligne 3 : 3 colonnes, 5 attendues/],
    ['too many cells', `${header}1;Un;partage;2,01;46,81;reste\n`, /ligne 2 : 6 colonnes, 5 attendues/],
    ['an unclosed quote', `${header}1;"Un;partage;2.01;46.81\n`, /ligne 2|guillemet/],
    ['a quote in the middle', `${header}1;Jardin "du" port;partage;2.01;46.81\n`, /ligne 2 : un guillemet est au milieu/],
    ['something after a quote', `${header}1;"Jardin"x;partage;2.01;46.81\n`, /ligne 2 : après un guillemet fermant/],
    ['31 February', `code;nom;type;longitude;latitude;opened_on\n1;Un;partage;2.01;46.81;31/02/2024\n`, /ligne 2 : .*opened_on.*une date/],
    ['a year of five digits', `code;nom;type;longitude;latitude;opened_on\n1;Un;partage;2.01;46.81;12024-01-01\n`, /une date/],
    ['an integer without end', `code;nom;type;longitude;latitude;plots\n1;Un;partage;2.01;46.81;99999999999999999999\n`, /plots.* un nombre entier/],
    ['half a plot', `code;nom;type;longitude;latitude;plots\n1;Un;partage;2.01;46.81;1,5\n`, /plots.* un nombre entier/],
    ['a text of 5,000 characters', `${header}1;${'é'.repeat(5000)};partage;2.01;46.81\n`, /ligne 2 : .*name/],
    ['an unknown code', `${header}1;Un;constructor;2.01;46.81\n`, /code inconnu « constructor »/],
    ['twice the same', `${header}${row}${row}`, /ligne 3 : doublon : l’identifiant « 1 » est déjà à la ligne 2/],
    ['NUL inside', `${header}1;U\0n;partage;2.01;46.81\n`, /octets nuls/],
    ['600 columns', `${Array.from({ length: 600 }, (_, index) => `c${index}`).join(';')}\n`, /600 colonnes ; 500 au plus/],
    ['100,000 columns', `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(';')}\n1\n`, /colonnes ; 500 au plus/],
  ] as const)('%s', async (_, content, reason) => {
    await refused(desk.file('jardins.csv', content), reason);
  });

  it('codes keep their zeros, formulas stay text, columns may be called anything', async () => {
    const text = `code;nom;type;longitude;latitude;"select * from people; --";__proto__;constructor;manager\n007;"=HYPERLINK(""http://x"")";partage;2.01;46.81;a;b;c;"'; drop table karter.gardens; --"\n`;
    expect(await bring(desk.file('jardins.csv', text))).toMatchObject({ code: 0, complained: '' });
    expect(await desk.ask("select source_id, name, manager from karter.gardens where source = 'Ville'")).toEqual([{ source_id: '007', name: '=HYPERLINK("http://x")', manager: "'; drop table karter.gardens; --" }]);
    before = await desk.hash('gardens');
  });

  it('lines end in any way; a record may take several', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(await bring(desk.file('jardins.csv', `code;nom;type;longitude;latitude${end}1;"Un${end}deux";partage;2.01;46.81${end}${end}2;Deux;partage;2.01;46.81`), '--dry-run'), JSON.stringify(end)).toMatchObject({ code: 0, said: expect.stringMatching(/2 entités lues/) });
    }
  });

  it('one field without end, an unclosed quote, a line without end: stopped at once', async () => {
    for (const start of [`${header}1;`, `${header}1;"`, '']) {
      const run = await measured(await long('bombe.csv', repeated(start, 'x'.repeat(1024 * 1024), 60)));
      expect(run.complained).toMatch(/dépasse 1 Mo|ni un tableau|première ligne/);
      expect(run.code).toBe(1);
      expect(run.megabytes).toBeLessThan(400);
      expect(run.seconds).toBeLessThan(60);
    }
  }, 180_000);

  it('ten million rows that are none of ours: stopped at the ten-thousandth', async () => {
    const run = await measured(await long('lignes.csv', repeated(header, '1;Un;rien;2.01;46.81\n'.repeat(100_000), 100)));
    expect(run.complained).toMatch(/10\s000 entités refusées/);
    expect(run.megabytes).toBeLessThan(400);
    expect(run.seconds).toBeLessThan(90);
  }, 120_000);
});

describe('JSON', () => {
  const features = [garden('a'), garden('b')];
  const whole = collection(features);
  it.each([
    ['cut in the middle', whole.slice(0, -40), /coupé : sa fin manque/],
    ['garbage behind', `${whole}garbage`, /n’est pas du JSON/],
    ['a second document behind', `${whole}${whole}`, /continue après sa fin/],
    ['its features twice', '{"type":"FeatureCollection","features":[],"features":[{}]}', /deux fois/],
    ['100,000 deep', '['.repeat(100_000), /imbriqué sur plus de 64/],
    ['100,000 deep in a feature', `{"type":"FeatureCollection","features":[{"type":"Feature","properties":${'{"a":'.repeat(100_000)}`, /imbriqué/],
    ['100,000 deep on a line', `${JSON.stringify(garden('a'))}\n{"type":"Feature","geometry":null,"properties":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}\n`, /imbriqué|illisible/],
    ['100,000 deep coordinates', `${JSON.stringify(garden('a'))}\n{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${'['.repeat(100_000)}${']'.repeat(100_000)}}}\n`, /imbriqué/],
    ['no collection', '{"type":"Point","coordinates":[2,46]}', /n’est pas une collection/],
    ['a text', '"FeatureCollection"', /ni un tableau|vide/],
    ['properties as text', collection([{ type: 'Feature', geometry: null, properties: 'rien' }]), /entité 1 : ses propriétés/],
    ['properties as a list', collection([{ type: 'Feature', geometry: null, properties: [1] }]), /entité 1 : ses propriétés/],
    ['half a character', whole.replace('Jardin b', 'Jardin \\ud800'), /entité 2 : /],
    ['NUL', whole.replace('Jardin b', 'Jardin \\u0000'), /entité 2 : /],
    ['NUL in a name of no column', whole.replace('"kind"', '"x\\u0000":1,"kind"'), /nom de colonne/],
    ['Latin-1', Buffer.from(whole.replace('Jardin b', 'Jardin é'), 'latin1'), /UTF-8/],
    ['Latin-1 on a line', Buffer.from(features.map((feature) => JSON.stringify(feature)).join('\n').replace('Jardin b', 'Jardin é'), 'latin1'), /UTF-8/],
    ['a bracket missing', whole.replace('"kind":"partage"', '"kind":["partage"'), /./],
    ['an integer beyond', collection([garden('a', { plots: 2 ** 40 })]), /plots/],
    ['a list for a text', collection([garden('a', { manager: ['a'] })]), /manager.*un texte/],
  ] as const)('%s', async (_, content, reason) => {
    await refused(desk.file('jardins.geojson', content as string | Buffer), reason);
  });

  it('__proto__ is a name like another', async () => {
    expect(await bring(desk.file('jardins.geojson', whole.replaceAll('"kind"', '"__proto__":{"source":"pirate"},"constructor":1,"kind"')), '--dry-run')).toMatchObject({ code: 0, said: expect.stringMatching(/2 nouvelles/) });
    expect(({} as { source?: string }).source).toBeUndefined();
  });

  it('a key twice is what JSON makes of it: the last', async () => {
    expect(await bring(desk.file('jardins.geojson', collection([garden('a')]).replace('"kind":"partage"', '"kind":"rien","kind":"partage"')), '--dry-run')).toMatchObject({ code: 0 });
  });

  it.each([
    ['before its features', '{"type":"', '","features":[]}'], ['in a feature', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"', '"}}]}'], ['on a line', `${JSON.stringify(garden('a'))}\n{"type":"`, '"}\n'],
  ])('a text of 100 MB %s', async (_, start, end) => {
    const run = await measured(await long('texte.geojson', repeated(start, 'x'.repeat(1024 * 1024), 100, end)));
    expect(run.complained).toMatch(/dépasse (1|32) Mo/);
    expect(run.megabytes).toBeLessThan(400);
    expect(run.seconds).toBeLessThan(60);
  });

  it('a thousand features of a megabyte each do not stand in memory together', async () => {
    const heavy = JSON.stringify(garden('x', { other: 'x'.repeat(1024 * 1024) }));
    const run = await measured(await long('lourd.ndjson', (function* () { for (let index = 0; index < 300; index += 1) yield `${heavy.replace('"x"', `"${index}"`)}\n`; })()), '--dry-run');
    expect(run, run.complained).toMatchObject({ code: 0 });
    expect(run.megabytes).toBeLessThan(400);
  }, 120_000);
});

describe('archives', () => {
  it('a bomb, a bomb in gzip, a bomb of many small files', async () => {
    const zeros = Buffer.alloc(120 * 1024 * 1024, 0x31);
    await refused(desk.file('bombe.zip', await zipOf({ 'jardins.csv': zeros })), /au-delà de ce qui est raisonnable/);
    await refused(desk.file('bombe.csv.gz', gzipSync(zeros)), /au-delà de ce qui est raisonnable/);
    await refused(desk.file('bombe.xlsx', await zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': zeros })), /au-delà de ce qui est raisonnable/);
    await refused(desk.file('milliers.zip', await zipOf(Object.fromEntries(Array.from({ length: 2500 }, (_, index) => [`${index}.csv`, 'a'])))), /2500 fichiers ; 2000 au plus/);
  }, 120_000);

  it('one in another, gzip in gzip in gzip', async () => {
    const inner = await zipOf({ 'jardins.csv': header + row });
    await refused(desk.file('deux.zip', await zipOf({ 'jardins.zip': inner })), /ni tableau ni carte/);
    await refused(desk.file('deux.zip', await zipOf({ 'jardins.csv': inner })), /en contient une autre/);
    await refused(desk.file('trois.gz', gzipSync(gzipSync(gzipSync(header + row)))), /en contient une autre/);
    await refused(desk.file('boucle.zip', await zipOf({ 'jardins.csv': gzipSync(inner) })), /en contient une autre/);
  });

  it.each([['../../../tmp/evil.csv'], ['/etc/evil.csv'], ['C:/evil.csv'], ['a/../../evil.csv'], ['..\\evil.csv']])('a path that leads out: %s', async (name) => {
    const plain = 'x'.repeat(name.length);
    const bytes = await zipOf({ [plain]: header + row });
    const tricky = Buffer.from(bytes.toString('latin1').replaceAll(plain, name), 'latin1');
    await refused(desk.file('chemin.zip', tricky), /chemin|archive/);
  });

  it('a link, a password, an entry twice, a directory named as a file', async () => {
    await refused(desk.file('lien.zip', await zipOf({ 'jardins.csv': '/etc/passwd' }, { mode: 0o120777 })), /contient un lien/);
    const bytes = await zipOf({ 'jardins.csv': header + row });
    const encrypted = Buffer.from(bytes);
    for (let from = encrypted.indexOf('PK\x01\x02'); from >= 0; from = -1) encrypted.writeUInt16LE(encrypted.readUInt16LE(from + 8) | 1, from + 8);
    encrypted.writeUInt16LE(encrypted.readUInt16LE(6) | 1, 6);
    await refused(desk.file('secret.zip', encrypted), /chiffrée/);
    const twice = await zipOf({ 'jardins1.csv': header + row, 'jardins2.csv': header });
    await refused(desk.file('double.zip', Buffer.from(twice.toString('latin1').replaceAll('jardins2', 'jardins1'), 'latin1')), /deux fois le même nom/);
    await refused(desk.file('mêlé.zip', await zipOf({ a: 'x', 'a/jardins.csv': header + row })), /deux fois le même nom/);
    await refused(desk.file('abîmée.zip', Buffer.concat([bytes.subarray(0, 40), Buffer.alloc(20, 9), bytes.subarray(60)])), /archive/);
    await refused(desk.file('coupée.zip', bytes.subarray(0, bytes.length - 30)), /archive/);
  });

  it('workbooks with macros, entities, or none of what they need', async () => {
    const book = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' };
    await refused(desk.file('macros.xlsm', await zipOf({ ...book, 'xl/vbaProject.bin': 'x' })), /macros/);
    await refused(desk.file('macros.ods', await zipOf({ 'content.xml': '<document/>', 'Basic/Standard/script-lb.xml': '<x/>' })), /macros/);
    await refused(desk.file('entites.xlsx', await zipOf({ ...book, 'xl/sharedStrings.xml': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><t>&b;</t></sst>' })), /DOCTYPE ou des entités/);
    await refused(desk.file('entites.ods', await zipOf({ 'content.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' })), /DOCTYPE ou des entités/);
    await refused(desk.file('vide.xlsx', await zipOf(book)), hasOgr ? /GDAL|aucune table/ : /gdal-bin/);
  });
});

const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`;
const kml = (inside: string) => `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside}</Document></kml>`;
const gml = (inside: string, more = '') => `<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${more}>${inside}</ogr:FeatureCollection>`;

describe('XML', () => {
  it.each([
    ['laughs.kml', `<?xml version="1.0"?>${laughs}${kml('&j;')}`],
    ['laughs.gpx', `${laughs}<gpx>&j;</gpx>`],
    ['file.gml', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${gml('&x;')}`],
    ['hidden.kml', `<?x <!-- ?>${laughs}<!-- -->${kml('&j;')}`],
    ['commented.kml', `<!-- <kml> ${' '.repeat(1024 * 1024)} -->${laughs}${kml('&j;')}`],
    ['utf16.kml', Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${laughs}${kml('&j;')}`, 'utf16le')],
    ['spaced.kml', `${' \n'.repeat(1000)}${laughs}${kml('&j;')}`],
  ] as const)('declared entities: %s', async (name, content) => {
    await refused(desk.file(name, content as string | Buffer), /DOCTYPE ou des entités|racine lisible/);
  });

  it.each([
    ['vrt.kml', '<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>', /racine « OGRVRTDataSource »/],
    ['wfs.gml', '<OGRWFSDataSource><URL>http://127.0.0.1/</URL></OGRWFSDataSource>', /ni du GML/],
    ['proto.xml', '<constructor/>', /racine « constructor »/],
    ['svg.kml', '<svg xmlns="http://www.w3.org/2000/svg"/>', /racine « svg »/],
    ['rss.xml', '<rss/>', /ni du GML, ni du KML, ni du GPX/],
    ['cut.kml', '<kml><Document><Placemark>', hasOgr ? /GDAL|aucune/ : /gdal-bin/],
    ['empty.kml', kml(''), hasOgr ? /GDAL|aucune/ : /gdal-bin/],
  ] as const)('%s', async (name, content, reason) => {
    await refused(desk.file(name, content), reason);
  });

  it.runIf(hasOgr)('what points to the network or to a file of ours leads nowhere', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const point = '<Placemark><name>Un</name><Point><coordinates>2.01,46.81</coordinates></Point></Placemark>';
    await bring(desk.file('reseau.kml', kml(`${point}<NetworkLink><Link><href>${url}/a.kml</href></Link></NetworkLink><Style id="s"><IconStyle><Icon><href>${url}/icone.png</href></Icon></IconStyle></Style>`)), '--id', 'Name', '--dry-run');
    for (const [name, more] of [
      ['xlink', ''], ['schema', `xsi:schemaLocation="http://ogr.maptools.org/ ${url}/schema.xsd"`], ['vsi', `xsi:schemaLocation="http://ogr.maptools.org/ /vsicurl/${url}/schema"`], ['vsixsd', `xsi:schemaLocation="http://ogr.maptools.org/ /vsicurl/${url}/schema.xsd"`],
      ['wfs', `xsi:schemaLocation="http://ogr.maptools.org/ ${url}/wfs?SERVICE=WFS&amp;REQUEST=DescribeFeatureType&amp;VERSION=1.0.0&amp;TYPENAME=a"`],
    ] as const) {
      await bring(desk.file(`${name}.gml`, gml(`<ogr:featureMember><ogr:a gml:id="1"><ogr:nom>Un</ogr:nom><ogr:type>partage</ogr:type><ogr:geom><gml:Polygon gml:id="p"><gml:exterior xlink:href="${url}/anneau"/></gml:Polygon></ogr:geom><ogr:lien xlink:href="${url}/lien#x"/></ogr:a></ogr:featureMember>`, more)), '--dry-run');
    }
    expect(asked).toEqual([]);
  }, 120_000);
});

describe('a disk that is full', () => {
  const isRoot = process.getuid?.() === 0;
  it.runIf(isRoot)('of temporary files: told in words, and all is removed', async () => {
    const small = join(desk.folder, 'petit');
    mkdirSync(small);
    try { execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small], { stdio: 'pipe' }); } catch { return; }
    const former = process.env.TMPDIR!;
    try {
      process.env.TMPDIR = small;
      const text = header + Array.from({ length: 200_000 }, (_, index) => `${index};Jardin ${(index * 7919) % 10_007};partage;2.0${index};46.81\n`).join('');
      await refused(desk.file('gros.csv.gz', gzipSync(text)), /disque des fichiers temporaires est plein/);
      await refused(desk.file('gros.zip', await zipOf({ 'gros.csv': text })), /disque des fichiers temporaires est plein/);
      expect(leftFolders()).toEqual([]);
    } finally {
      process.env.TMPDIR = former;
      execFileSync('umount', [small]);
    }
  });

  it('a file that is mostly a hole', async () => {
    const path = desk.file('trou.csv', header + row);
    truncateSync(path, 3_000_000_000);
    const run = await measured(path);
    expect(run.complained).toMatch(/octets nuls/);
    expect(run.megabytes).toBeLessThan(400);
  }, 120_000);
});
