import { keptEndpoint, rememberKept, withFoundId } from '../../../modules/provider/endpoint/kept-endpoint';
import {
  afterRefresh,
  continuationIn,
  rememberContinuation,
  rememberedIn,
  rememberObject,
} from '../../../modules/provider/training-job/planned-continuation';

const job = (objectId?: string) => ({
  arn: 'arn:smoke',
  tags: { 'tuneform:owner': 'ci' },
  ...(objectId !== undefined && { objectId }),
});

describe('a refresh', () => {
  it('keeps the id of the object, whatever a smoke run carries', () => {
    const bytes = afterRefresh(rememberObject('own'), job('another'));
    expect(rememberedIn(bytes)).toEqual({ objectId: 'own', training_job_arn: 'arn:smoke', owner: 'ci' });
  });

  it('takes the id that a smoke run carries if Terraform dropped the bytes', () => {
    expect(rememberedIn(afterRefresh(undefined, job('found')))).toEqual({
      objectId: 'found',
      training_job_arn: 'arn:smoke',
      owner: 'ci',
    });
  });

  it('keeps the continuation of a smoke run that was not created yet', () => {
    const planned = { continues: 'smoke-1', seen: true };
    expect(continuationIn(afterRefresh(rememberContinuation(planned), job()))).toMatchObject(planned);
  });

  it('keeps the id of the object, whatever an endpoint carries, and takes one only if it has none', () => {
    const own = keptEndpoint(rememberKept({ objectId: 'own', made: [] }), null);
    expect(withFoundId(own, { objectId: 'another' })).toEqual({ objectId: 'own', made: [] });
    expect(withFoundId({ made: [] }, { objectId: 'found' })).toEqual({ objectId: 'found', made: [] });
  });
});
