import { holdPart } from '../support/fault-table/hold-part';

holdPart('live endpoints');
