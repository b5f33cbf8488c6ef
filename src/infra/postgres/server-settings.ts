import { platform, totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

/**
 * The server’s settings: durable, modest, quiet when idle.
 *
 * @param memoryBytes the machine’s memory; the server takes a sixteenth for its cache, 128 MiB to 1 GiB
 */
export function serverSettings(memoryBytes: number = totalmem()): Record<string, string> {
  const memoryMiB = Math.floor(memoryBytes / mebibyte);
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: `${Math.min(1024, Math.max(128, Math.floor(memoryMiB / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMiB / 2))}MB`,
    // How much may have to be replayed after a crash: 330 MB took 3 s of CPU. More would write fewer full pages.
    checkpoint_timeout: '5min',
    max_wal_size: '1GB',
    wal_compression: 'on',
    // After a crash one call flushes the file system, not one per file.
    ...(platform() === 'linux' && { recovery_init_sync_method: 'syncfs' }),
    // Storage is flash nearly everywhere; the default assumes a disk that must seek.
    random_page_cost: '1.1',
    // Statements here are short; compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %a ',
    log_checkpoints: 'off',
    // Supervision reads the server’s words, so they are English whatever the machine speaks.
    lc_messages: 'C',
  };
}
