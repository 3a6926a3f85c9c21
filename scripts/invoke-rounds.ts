import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
} from '@aws-sdk/client-sagemaker';
import { ROLE_ARN } from '../test/support/sagemaker-fixture';
import type { SageMakerFixture } from '../test/support/sagemaker-fixture';
import { send, sign } from '../test/support/signed-request';
import { processorMs } from './machine-load';

const IN_FLIGHT = 16;
const CALLS = 2000;
const NAME = 'bench-endpoint';

/** Responds with the request's body, over connections that stay open. */
export const ECHO = `#!/usr/bin/env python3
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    def reply(self, body):
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body); self.wfile.flush()
    def do_GET(self): self.reply(b"")
    def do_POST(self): self.reply(self.rfile.read(int(self.headers["Content-Length"])))
    def log_message(self, *args): pass
class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
port = os.environ.get("SAGEMAKER_BIND_TO_PORT")
Server(("0.0.0.0", 8080) if port is None else ("127.0.0.1", int(port)), Handler).serve_forever()
`;

/** Puts the endpoint that `invokeRound` calls into service. */
export async function serveEcho(aws: SageMakerFixture, image: string): Promise<void> {
  const { sagemaker } = aws;
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: NAME,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: { Image: image },
    }),
  );
  const variant = { VariantName: 'AllTraffic', ModelName: NAME, InstanceType: 'ml.m5.large' } as const;
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: NAME,
      ProductionVariants: [{ ...variant, InitialInstanceCount: 1 }],
    }),
  );
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: NAME, EndpointConfigName: NAME }));
  const { EndpointStatus: status, FailureReason: reason } = await aws.endpointSettled(NAME);
  if (status !== 'InService') throw new Error(reason);
}

export interface InvokeRound {
  readonly perSecond: number;
  readonly msARequest: number;
  /** The 50th and 99th percentile of the response time, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One request, signed once and sent repeatedly. */
export async function invokeRound(url: string, pid: number): Promise<InvokeRound> {
  const invoke = await sign(
    url,
    { method: 'POST', path: `/endpoints/${NAME}/invocations`, body: '1,2,3\n' },
    { service: 'sagemaker' },
  );
  const took: number[] = [];
  const before = processorMs(pid);
  const started = performance.now();
  let left = CALLS;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const asked = performance.now();
      const { status, body } = await send(url, invoke);
      if (status !== 200) throw new Error(body);
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const ms = performance.now() - started;
  took.sort((a, b) => a - b);
  const within = (share: number): number => took[Math.floor(share * (took.length - 1))] ?? NaN;
  return {
    perSecond: (1000 * CALLS) / ms,
    msARequest: (processorMs(pid) - before) / CALLS,
    p50: within(0.5),
    p99: within(0.99),
  };
}
