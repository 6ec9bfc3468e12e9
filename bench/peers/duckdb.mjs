// DuckDB: node duckdb.mjs FILE.csv QUERY THREADS [RUNS]; NPM is the folder of node_modules' parent.
// Loading turns host and transport into one number, and the address too (0: the wildcard): the search
// compares numbers only.
import { createRequire } from 'node:module';

const require = createRequire(process.env.NPM + '/');
const { DuckDBInstance } = require('@duckdb/node-api');
const [file, query, threads, runs = '1'] = process.argv.slice(2);

const LOAD = `create table b as select id, (substr(host, 2)::uinteger * 2 + (proto = 'udp')::uinteger)::uinteger as g,
  case addr when '*' then 0 else list_reduce(list_transform(string_split(addr, '.'), x -> x::uinteger),
    (x, y) -> (x * 256 + y)::uinteger) end::uinteger as addr, first, last
  from read_csv('${file}', header = true, delim = ',', quote = '', columns = {'id': 'UINTEGER', 'host': 'VARCHAR',
    'proto': 'VARCHAR', 'addr': 'VARCHAR', 'first': 'USMALLINT', 'last': 'USMALLINT'})`;

const PAIR = 'select least(a.id, b.id), greatest(a.id, b.id)';
const SAME = 'a.g = b.g and (a.addr = b.addr or a.addr = 0 or b.addr = 0)';
const LATER = 'b.first between a.first and a.last and (b.first > a.first or b.id > a.id)';

const QUERIES = {
  // The predicate as everybody writes it.
  join: `select a.id, b.id from b a join b on ${SAME} and a.id < b.id and a.first <= b.last and b.first <= a.last`,
  // Only bindings that meet a neighbour take part.
  window: `with m as (select *, max(last) over w as before, min(first) over v as after from b
      window w as (partition by g order by first, id rows between unbounded preceding and 1 preceding),
             v as (partition by g order by first, id rows between 1 following and 1 following)),
    s as (select * from m where first <= before or last >= after)
    ${PAIR} from s a join s b on ${SAME} and ${LATER}`,
  // The earlier of two that meet meets its next neighbour too: those few are looked up among all.
  lead: `with s as materialized (select id, g, addr, first, last from
      (select *, lead(first) over (partition by g order by first, id) as after from b) where last >= after)
    ${PAIR} from b join s a on ${SAME} and ${LATER}`,
  // Equal addresses by themselves, and the wildcard with the others: many addresses with the same ports
  // are no work.
  split: `with s as materialized (select id, g, addr, first, last from
      (select *, lead(first) over (partition by g, addr order by first, id) as after from b) where last >= after)
    ${PAIR} from b join s a on a.g = b.g and a.addr = b.addr and ${LATER}
    union all ${PAIR} from (select * from b where addr = 0) a join (select * from b where addr <> 0) b
      on a.g = b.g and a.first <= b.last and b.first <= a.last`,
};

const db = await DuckDBInstance.create(':memory:', { threads });
const connection = await db.connect();
const start = performance.now();
await connection.run(LOAD);
const load = performance.now() - start;
const times = [];
let rows;
for (let i = 0; i < +runs; i++) {
  const before = performance.now();
  rows = (await connection.runAndReadAll(QUERIES[query])).getRows();
  times.push(performance.now() - before);
}
times.sort((a, b) => a - b);
process.stdout.write(rows.map(([a, b]) => `${a},${b}\n`).join(''));
process.stderr.write(`load_ms=${load.toFixed(3)} core_ms=${times[times.length >> 1].toFixed(3)}\n`);
