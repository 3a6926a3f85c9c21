import { ecrCredentials, parseRepositoryUrl } from '../../../modules/image';

test.each([
  { url: '127.0.0.1:4747/churn', origin: 'http://127.0.0.1:4747', why: 'this machine' },
  { url: 'localhost:5000/acme/churn', origin: 'http://localhost:5000', why: 'this machine by name' },
  { url: '[::1]:5000/churn', origin: 'http://[::1]:5000', why: 'this machine in IPv6' },
  {
    url: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn',
    origin: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    why: 'ECR',
  },
  {
    url: '127.0.0.1.example.com/churn',
    origin: 'https://127.0.0.1.example.com',
    why: 'a name that only looks like loopback',
  },
  { url: 'localhost.example.com/churn', origin: 'https://localhost.example.com', why: 'another one' },
  { url: '10.0.0.7:5000/churn', origin: 'https://10.0.0.7:5000', why: 'a neighbour is not this machine' },
])('$url is reached at $origin: $why', ({ url, origin }) => {
  expect(parseRepositoryUrl(url)).toMatchObject({ url, origin, loopback: origin.startsWith('http:') });
});

test.each([
  'https://127.0.0.1/churn',
  'churn',
  '127.0.0.1:4747/churn:latest',
  '127.0.0.1/Churn',
  'host/a//b',
  'host/../a',
  'u:p@host/a',
  '',
])('<%s> is rejected', (url) => {
  expect(() => parseRepositoryUrl(url)).toThrow(
    expect.objectContaining({ code: 'REGISTRY_URL_INVALID' }) as Error,
  );
});

test('an ECR token is user and password, and the password may hold colons', () => {
  const token = Buffer.from('AWS:se:cr:et').toString('base64');
  expect(ecrCredentials(token)).toEqual({ username: 'AWS', password: 'se:cr:et' });
});
