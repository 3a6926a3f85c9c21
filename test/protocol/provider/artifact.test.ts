import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import type { Lane } from '../../support/fault-table/lane';
import { playedLane } from '../../support/fault-table/played-lane';
import { endpoint } from '../../support/fault-table/scenarios';
import type { Stack } from '../../support/fault-table/stack';

let bench: FaultBench;
let lane: Lane;
let s3: S3Client;

beforeAll(async () => {
  bench = await startFaultBench();
  lane = await playedLane(bench);
  s3 = new S3Client({ ...bench.cloud.client, forcePathStyle: true });
}, 120_000);
afterEach(() => lane.proxy.heal());
afterAll(async () => {
  s3.destroy();
  await lane.close();
  await bench.stop();
});

/** An endpoint whose artifact nothing else uses. */
class Served {
  readonly stack: Stack = lane.open('tuneform_endpoint');
  readonly uri: string;
  readonly gone: string;
  readonly name: string;
  private readonly object: { readonly Bucket: string; readonly Key: string };

  constructor(name: string) {
    this.name = name;
    this.object = { Bucket: bench.bucket, Key: `${name}/model.tar.gz` };
    this.uri = `s3://${bench.bucket}/${this.object.Key}`;
    this.gone = `S3 finds no object "${this.object.Key}" in bucket "${bench.bucket}"`;
  }

  config = (more = {}) =>
    endpoint({ model_data_url: this.uri, ...more })({ bench, name: this.name, host: lane.proxy.host });

  async put(): Promise<void> {
    await s3.send(new PutObjectCommand({ ...this.object, Body: bench.emptyModel }));
  }

  async remove(): Promise<void> {
    await s3.send(new DeleteObjectCommand(this.object));
  }
}

const GREETED = { environment: { GREETING: 'hi' } };

describe('an artifact that was deleted', () => {
  it('is named by the refresh of the endpoint that serves it, which goes on serving and gets no rollout', async () => {
    const served = new Served('reported');
    const { stack } = served;
    await served.put();
    const price = expect.stringMatching(/^Price of endpoint reported: nothing → \$/) as string;
    expect(await stack.apply(served.config())).toEqual({ changes: true, errors: [], warnings: [price] });
    expect(await stack.plan(served.config())).toEqual({ changes: false, errors: [], warnings: [] });
    await served.remove();
    const before = await bench.world.of(served.name);
    const said = [
      `Artifact in Use Is Missing: Endpoint "${served.name}" uses artifact "${served.uri}", but ${served.gone}: it keeps ` +
        'serving, but replacing or adding an instance will fail. Restore the object, from an earlier version or a copy, or ' +
        'serve another artifact: raising the experiment’s run searches again. [ARTIFACT_IN_USE_MISSING]',
    ];
    expect(await stack.apply(served.config())).toEqual({ changes: false, errors: [], warnings: said });

    const changed = await stack.apply(served.config(GREETED));
    expect(changed).toMatchObject({
      changes: true,
      errors: [
        expect.stringContaining(
          `Tuneform did not deploy artifact "${served.uri}" to endpoint "${served.name}" and changed nothing, because ${served.gone}.`,
        ),
      ],
    });
    expect(stack.tainted()).toBe(false);
    expect(await bench.world.of(served.name)).toEqual(before);

    await served.put();
    expect(await stack.apply(served.config(GREETED))).toEqual({ changes: true, errors: [], warnings: [] });
    expect((await stack.destroy()).errors).toEqual([]);
  });

  it('lets nothing be created for an endpoint that would need it', async () => {
    const served = new Served('refused');
    const { errors } = await served.stack.apply(served.config());
    expect(errors).toEqual([expect.stringContaining('[ARTIFACT_MISSING]')]);
    expect(served.stack.holds()).toBe(false);
    expect(await bench.world.of(served.name)).toEqual({
      endpoints: [],
      jobs: [],
      trainingJobs: [],
      configurations: [],
      models: [],
    });
  });

  it('is no reason to fail for an endpoint that an earlier apply has brought on its way', async () => {
    const served = new Served('under-way');
    await served.put();
    lane.proxy.lay({
      operation: 'CreateEndpoint',
      fault: { carriedOut: true, answer: 'lost', then: [{ kind: 'cut off' }, { kind: 'interrupted' }] },
    });
    await served.stack.apply(served.config());
    lane.proxy.heal();
    await served.remove();
    const { errors, warnings } = await served.stack.apply(served.config());
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('[ARTIFACT_IN_USE_MISSING]')]);
    expect((await served.stack.destroy()).errors).toEqual([]);
  });

  it.each([
    { when: 'the caller may not look', fault: { status: 403, name: 'AccessDenied', message: 'no' } },
    { when: 'nobody answers', fault: 'lost' as const },
    { when: 'a proxy answers in its place', fault: { page: 404 } },
  ])('is not spoken of when $when', async ({ fault }) => {
    const served = new Served('silent');
    await served.put();
    await served.stack.apply(served.config());
    await served.remove();
    const before = lane.proxy.sprung;
    lane.proxy.lay({ operation: 'HeadObject', fault: { carriedOut: false, answer: fault } });
    expect(await served.stack.plan(served.config())).toEqual({ changes: false, errors: [], warnings: [] });
    expect(lane.proxy.sprung).toBe(before + 1);
    expect((await served.stack.destroy()).errors).toEqual([]);
  });
});
