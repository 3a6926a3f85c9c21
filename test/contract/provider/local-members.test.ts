import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAGEMAKER_MEMBERS } from '../../../modules/local-cloud/served-members/sagemaker-members';
import { askLocalMembers } from '../../../modules/provider/local-members';
import { runCloud } from '../../support/running-cloud';

test('the provider is told the very tables by which requests are rejected', async () => {
  const running = await runCloud();
  // To load it costs the process of every plan more than to ask.
  const fetch = jest.spyOn(globalThis, 'fetch');
  expect(await askLocalMembers(running.cloud.url)).toEqual(JSON.parse(JSON.stringify(SAGEMAKER_MEMBERS)));
  expect(fetch).not.toHaveBeenCalled();
  fetch.mockRestore();
  await running.remove();
});

test.each([
  { why: 'does not know the page', status: 404, body: '{"error":"none"}' },
  { why: 'answers in another form', status: 200, body: '{"CreateModel":["Image"]}' },
  { why: 'answers no JSON', status: 200, body: '<html>' },
])('a local cloud that $why tells nothing, and nothing is rejected at plan', async ({ status, body }) => {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  expect(await askLocalMembers(`http://127.0.0.1:${String(port)}`)).toBeUndefined();
  await new Promise((closed) => server.close(closed));
  expect(await askLocalMembers(`http://127.0.0.1:${String(port)}`)).toBeUndefined();
});
