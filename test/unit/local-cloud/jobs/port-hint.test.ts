import { portHint } from '../../../../modules/local-cloud/jobs/hosting/port-hint';

const listening = (...at: readonly string[]) => ({
  listeners: () =>
    at.map((address) => {
      const [host, port] = address.split(':');
      return { port: Number(port), onLoopback: host === '127.0.0.1' };
    }),
});

test.each([
  {
    what: 'on loopback alone',
    at: ['127.0.0.1:8080'],
    says: /listens on 127\.0\.0\.1:8080, .*bind 0\.0\.0\.0\.$/,
  },
  { what: 'on another port', at: ['0.0.0.0:5000'], says: /listens on port 5000, .*bind 0\.0\.0\.0:8080\.$/ },
  { what: 'on other ports', at: ['0.0.0.0:5000', '127.0.0.1:6000'], says: /on port 5000, 6000,/ },
  { what: 'nowhere', at: [], says: /^Nothing listens in the container/ },
])('a server that listens $what is told where SageMaker calls it', ({ at, says }) => {
  expect(portHint(listening(...at))).toMatch(says);
});

test('a server that listens where SageMaker calls it, and does not answer, gets no hint', () => {
  expect(portHint(listening('127.0.0.1:9000', '0.0.0.0:8080'))).toBeUndefined();
});

test('a server in the network of this machine is told its port', () => {
  expect(portHint({})).toContain('SAGEMAKER_BIND_TO_PORT');
});
