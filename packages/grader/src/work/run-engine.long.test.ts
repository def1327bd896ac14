import { slowFaults } from '../testing/run-engine-faults.ts';

slowFaults();
