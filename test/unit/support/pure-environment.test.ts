import { execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';

it('keeps a unit test from starting a process, in any way', () => {
  const ways = [
    () => spawn('true'),
    () => fork('main.js'),
    () => spawnSync('true'),
    () => execFileSync('true'),
  ];
  for (const start of ways) expect(start).toThrow('A unit test starts no process');
});

it('keeps a unit test from opening a store', () => {
  expect(() => openLmdbStore('/nonexistent/store')).toThrow('A unit test opens no store');
});
