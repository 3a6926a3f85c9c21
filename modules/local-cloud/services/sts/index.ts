import type * as Sts from '@aws-sdk/client-sts';
import { ServiceFault } from '../../ports/service';
import type { RoleDirectory } from '../../ports/ports';
import type { Call, Operations } from '../../ports/service';
import type { ServiceDescriptor } from '../service-descriptor';
import { SessionDirectory } from './session-directory';
import type { SessionCredentials } from './session-directory';

const DEFAULT_SESSION_SECONDS = 3_600;
const DEFAULT_TOKEN_SECONDS = 43_200;

/** The Security Token Service: the caller's identity, and credentials that expire. */
export const sts: ServiceDescriptor = {
  id: 'sts',
  protocol: 'query',
  signingName: 'sts',
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  validationCode: 'ValidationError',
  selfCheck: { operation: 'AssumeRole', required: ['RoleArn', 'RoleSessionName'] },
  loadClient: () => import('@aws-sdk/client-sts'),
  build: (context) => {
    const sessions = new SessionDirectory(context);
    return {
      offers: { keys: sessions },
      start: () => sessions.forgetExpired(),
      operations: stsOperations(sessions, context.neighbours.roles),
    };
  },
};

function stsOperations(sessions: SessionDirectory, roles: RoleDirectory): Operations {
  return {
    GetCallerIdentity: (_input: Sts.GetCallerIdentityRequest, call: Call): Sts.GetCallerIdentityResponse => ({
      Account: call.account,
      Arn: call.principalArn,
      UserId: sessions.find(call.accessKeyId)?.userId,
    }),
    AssumeRole: (input: Sts.AssumeRoleRequest, call: Call): Sts.AssumeRoleResponse => {
      const roleArn = input.RoleArn ?? '';
      const session = input.RoleSessionName ?? '';
      const context = input.ExternalId === undefined ? {} : { 'sts:externalid': [input.ExternalId] };
      const verdict = roles.checkPrincipal(roleArn, call.principalArn, context);
      const role = roles.find(roleArn);
      if (!verdict.ok || role === undefined) {
        const reason = `User: ${call.principalArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
        throw new ServiceFault('AccessDenied', reason, { status: 403 });
      }
      const seconds = input.DurationSeconds ?? Math.min(DEFAULT_SESSION_SECONDS, role.maxSessionDuration);
      if (seconds > role.maxSessionDuration) {
        const reason = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
        throw new ServiceFault('ValidationError', reason, { status: 400 });
      }
      const principal = {
        principalArn: `arn:aws:sts::${call.account}:assumed-role/${role.name}/${session}`,
        userId: `${role.id}:${session}`,
      };
      return {
        Credentials: describe(sessions.issue(principal, seconds)),
        AssumedRoleUser: { Arn: principal.principalArn, AssumedRoleId: principal.userId },
      };
    },
    GetSessionToken: (input: Sts.GetSessionTokenRequest, call: Call): Sts.GetSessionTokenResponse => {
      const key = sessions.find(call.accessKeyId);
      if (key?.sessionToken !== undefined) {
        throw new ServiceFault('AccessDenied', 'Cannot call GetSessionToken with session credentials', {
          status: 403,
        });
      }
      const principal = { principalArn: call.principalArn, userId: key?.userId ?? '' };
      return {
        Credentials: describe(sessions.issue(principal, input.DurationSeconds ?? DEFAULT_TOKEN_SECONDS)),
      };
    },
  };
}

const describe = (credentials: SessionCredentials): Sts.Credentials => ({
  AccessKeyId: credentials.accessKeyId,
  SecretAccessKey: credentials.secretAccessKey,
  SessionToken: credentials.sessionToken,
  Expiration: new Date(credentials.expiresAt),
});
