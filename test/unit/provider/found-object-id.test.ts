import { keptEndpoint, rememberKept, withFoundId } from '../../../modules/provider/endpoint/kept-endpoint';
import {
  continuationIn,
  objectIdIn,
  rememberContinuation,
  rememberObject,
  withFoundId as withFoundJobId,
} from '../../../modules/provider/training-job/planned-continuation';

describe('a refresh', () => {
  it('keeps the id of the object, whatever a smoke run carries', () => {
    const bytes = withFoundJobId(rememberObject('own'), { objectId: 'another' });
    expect(objectIdIn(bytes)).toBe('own');
  });

  it('takes the id that a smoke run carries if Terraform dropped the bytes', () => {
    expect(objectIdIn(withFoundJobId(undefined, { objectId: 'found' }))).toBe('found');
  });

  it('keeps the continuation of a smoke run that was not created yet', () => {
    const planned = { continues: 'smoke-1', seen: true };
    expect(continuationIn(withFoundJobId(rememberContinuation(planned), {}))).toEqual(planned);
  });

  it('keeps the id of the object, whatever an endpoint carries, and takes one only if it has none', () => {
    const own = keptEndpoint(rememberKept({ objectId: 'own', made: [] }), null);
    expect(withFoundId(own, { objectId: 'another' })).toEqual({ objectId: 'own', made: [] });
    expect(withFoundId({ made: [] }, { objectId: 'found' })).toEqual({ objectId: 'found', made: [] });
  });
});
