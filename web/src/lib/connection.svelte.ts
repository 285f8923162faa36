// Whether the server answers. Views show a banner while it does not; the outbox sends what waits when it does again.
class Connection {
  lost = $state(false);
  private readonly listeners: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  onBack(listener: () => void): void {
    this.listeners.push(listener);
  }

  lose(): void {
    this.lost = true;
    this.timer ??= setTimeout(() => void this.probe(), 2000);
  }

  restore(): void {
    if (!this.lost) return;
    this.lost = false;
    for (const listener of this.listeners) listener();
  }

  async probe(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    try {
      await fetch("/api/case", { cache: "no-store" });
      this.restore();
    } catch {
      this.lose();
    }
  }
}

export const connection = new Connection();
