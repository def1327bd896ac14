import { slowFaults } from './run-engine-faults.ts';

slowFaults();
