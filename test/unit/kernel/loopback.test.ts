import { isLoopback, isLoopbackHost, resolvesToLoopback } from '../../../modules/kernel';

describe('what is loopback', () => {
  it.each([
    'http://127.0.0.1:4747',
    'http://127.1.2.3',
    'http://127.1',
    'http://2130706433:4747',
    'http://0x7f000001',
    'http://[::1]:4747',
    'http://[::ffff:127.0.0.1]:4747',
    'http://[0:0:0:0:0:ffff:7f00:1]',
    'http://localhost:4747',
    'http://LOCALHOST',
    'http://localhost.:4747',
    'http://bucket.localhost:4747',
    'http://a.b-c.localhost./path',
  ])('%s is', (url) => expect(isLoopback(url)).toBe(true));

  it.each([
    'http://0.0.0.0:4747',
    'http://[::]:4747',
    'http://[::ffff:10.0.0.1]',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://notlocalhost',
    'http://.localhost',
    'http://localhost..',
    'http://127.0.0.1@example.com',
    'https://127.0.0.1',
    'ftp://127.0.0.1',
    '127.0.0.1:4747',
    '4747',
    '',
  ])('%s is not', (url) => expect(isLoopback(url)).toBe(false));

  it.each(['127.0.0.1', '::1', '[::1]', 'localhost', 'x.localhost'])(
    'nor is the host %s without a URL',
    (host) => expect([isLoopbackHost(host), isLoopback(host)]).toEqual([true, false]),
  );

  it('looks names up, because a hosts file may send them elsewhere', async () => {
    expect(await resolvesToLoopback('http://127.0.0.1:1')).toBe(true);
    expect(await resolvesToLoopback('http://[::1]:1')).toBe(true);
    expect(await resolvesToLoopback('http://10.0.0.1:1')).toBe(false);
    expect(await resolvesToLoopback('http://localhost:1')).toBe(true);
  });
});
