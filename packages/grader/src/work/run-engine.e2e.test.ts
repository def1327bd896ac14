import { quickFaults } from '../testing/run-engine-faults.ts';

quickFaults();
