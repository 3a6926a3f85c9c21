import {
  parseS3Address,
  s3Address,
  s3Folder,
  trimSlashes,
  validateExperiment,
} from '../../../modules/tuning';
import { S3_OBJECT_ADDRESS } from '../../../modules/tuning/s3-address';
import { anExperiment } from './an-experiment';

const POINT = 'arn:aws:s3:us-east-1:000000000000:accesspoint/mine';

describe('an S3 address', () => {
  it.each([
    ['s3://data', { bucket: 'data', key: '' }],
    ['s3://data/', { bucket: 'data', key: '' }],
    ['s3://data/a/b.csv', { bucket: 'data', key: 'a/b.csv' }],
    ['s3://data//a', { bucket: 'data', key: '/a' }],
    ['s3://data/a\nb', { bucket: 'data', key: 'a\nb' }],
    [`s3://${POINT}`, { bucket: POINT, key: '' }],
    [`s3://${POINT}/a/b`, { bucket: POINT, key: 'a/b' }],
    ['s3://', undefined],
    ['s3:///a', undefined],
    ['S3://data/a', undefined],
    ['https://data/a', undefined],
    ['data/a', undefined],
    ['', undefined],
  ])('%j is %j', (text, want) => {
    expect(parseS3Address(text)).toEqual(want);
    if (want !== undefined && text !== 's3://data' && text !== `s3://${POINT}`) {
      expect(s3Address(want.bucket, want.key)).toBe(text);
    }
  });

  it.each([
    ['', 's3://data/'],
    ['/', 's3://data/'],
    ['//', 's3://data/'],
    ['a', 's3://data/a/'],
    ['/a/b/', 's3://data/a/b/'],
  ])('of the folder %j is %s: never one without a name', (folder, want) => {
    expect(s3Folder('data', folder)).toBe(want);
  });

  it.each([
    ['s3://data/model.tar.gz', true],
    ['s3://data/a/model.tar.gz', true],
    ['s3://data/a/', false],
    ['s3://data/', false],
    ['s3://data', false],
  ])('%s is one of an object: %s', (text, want) => {
    expect(S3_OBJECT_ADDRESS.test(text)).toBe(want);
  });

  it('keeps what is inside a prefix', () => {
    expect(trimSlashes('//a//b c/')).toBe('a//b c');
  });

  it.each([
    ['s3://data//', 'Write "s3://data/" for the whole bucket.'],
    ['s3://data//train/', 'Remove one of them.'],
  ])('%s, which an empty variable writes, is told of', (s3_uri, remedy) => {
    const input_data_config = [{ data_source: { s3_data_source: { s3_uri } } }];
    const output_data_config = { s3_output_path: s3_uri };
    const said = validateExperiment(anExperiment({ input_data_config, output_data_config }));
    expect(said).toMatchObject([
      { severity: 'warning', summary: 'Folder Without a Name' },
      { severity: 'warning', summary: 'Folder Without a Name' },
    ]);
    for (const { detail } of said) expect(detail).toContain(remedy);
  });
});
