/** What the place of output can show. */
export interface Style {
  readonly color: boolean;
  /** False where only ASCII comes out right. */
  readonly unicode: boolean;
  /** Columns that a line may fill. */
  readonly width: number;
}
