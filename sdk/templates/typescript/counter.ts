// A module of the plugin: named with its extension, as it stands on the disk.

export = { Counter: class Counter {
  constructor(public count: number) {}

  add(): void {
    this.count++;
  }
} };
