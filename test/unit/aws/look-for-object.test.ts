import { HttpResponse } from '@smithy/core/protocols';
import { lookForObject, openSession } from '../../../modules/aws';
import type { AwsSettings, Transport } from '../../../modules/aws';
import { ManualClock } from '../../support/manual-clock';

/** What arrives, and what is answered: to HEAD a status and headers, to a list a body as well. */
type Answer =
  { readonly statusCode: number; readonly headers?: Record<string, string>; readonly body?: string } | 'lost';

function looking(answer: Answer, settings: Partial<AwsSettings> = {}, key = 'churn/model.tar.gz') {
  const arrived: string[] = [];
  const transport: Transport = {
    handle: ({ method, hostname, path }) => {
      arrived.push(`${method} ${hostname}${path}`);
      if (answer === 'lost') return Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }));
      return Promise.resolve({
        response: new HttpResponse({ headers: {}, ...answer, body: Buffer.from(answer.body ?? '') }),
      });
    },
  };
  const session = openSession(
    {
      target: 'aws',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      ...settings,
    },
    { clock: new ManualClock(), random: () => 0, transport },
  );
  const address = { bucket: 'models.example', key };
  return { arrived, sight: lookForObject(session, address, new AbortController().signal) };
}

const OF_S3 = { 'x-amz-request-id': 'R1' };

describe('looking for an object in S3', () => {
  it.each<{ when: string; answer: Answer; sight: string }>([
    {
      when: 'it is there',
      answer: { statusCode: 200, headers: { ...OF_S3, 'content-length': '7', etag: '"e"' } },
      sight: 'present',
    },
    { when: 'S3 does not find it', answer: { statusCode: 404, headers: OF_S3 }, sight: 'absent' },
    { when: 'a proxy answers "not found"', answer: { statusCode: 404 }, sight: 'unknown' },
    { when: 'the caller may not look', answer: { statusCode: 403, headers: OF_S3 }, sight: 'unknown' },
    { when: 'the bucket is elsewhere', answer: { statusCode: 301, headers: OF_S3 }, sight: 'unknown' },
    { when: 'S3 is overloaded', answer: { statusCode: 503, headers: OF_S3 }, sight: 'unknown' },
    { when: 'nobody answers', answer: 'lost', sight: 'unknown' },
  ])('sees that it is $sight when $when, after one request', async ({ answer, sight }) => {
    const look = looking(answer);
    expect(await look.sight).toBe(sight);
    expect(look.arrived).toEqual(['HEAD s3.eu-west-1.amazonaws.com/models.example/churn/model.tar.gz']);
  });

  it.each([
    { sight: 'present', count: 1 },
    { sight: 'absent', count: 0 },
  ])('sees that a folder with $count objects is $sight', async ({ sight, count }) => {
    const body = `<ListBucketResult><KeyCount>${String(count)}</KeyCount></ListBucketResult>`;
    const look = looking({ statusCode: 200, headers: OF_S3, body }, {}, 'churn/model/');
    expect(await look.sight).toBe(sight);
    expect(look.arrived).toEqual(['GET s3.eu-west-1.amazonaws.com/models.example/']);
  });

  it('asks only the address in the settings, not one in a variable', async () => {
    const found = { statusCode: 200, headers: { 'content-length': '7' } };
    const s3 = 'https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com';
    const named = looking(found, { endpoints: { s3 } });
    expect(await named.sight).toBe('present');
    expect(named.arrived).toEqual([`HEAD ${new URL(s3).hostname}/models.example/churn/model.tar.gz`]);
    const before = process.env['AWS_ENDPOINT_URL_S3'];
    process.env['AWS_ENDPOINT_URL_S3'] = s3;
    try {
      const redirected = looking(found);
      await expect(redirected.sight).rejects.toMatchObject({ code: 'AWS_REDIRECTED' });
      expect(redirected.arrived).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['AWS_ENDPOINT_URL_S3'];
      else process.env['AWS_ENDPOINT_URL_S3'] = before;
    }
  });
});
