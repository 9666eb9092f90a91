// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>Held by the one process that writes to a cache; the kernel lets go of it however the process ends.</summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream file;

    private CacheLock(FileStream file) => this.file = file;

    /// <summary>Waits for the lock; null where another process holds it for too long.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    /// <remarks>Waits in the time of the machine, in which the other process lives.</remarks>
    public static async ValueTask<CacheLock?> TakeAsync(string path, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException failed) when (failed is not (DirectoryNotFoundException or FileNotFoundException))
            {
                if (TimeProvider.System.GetElapsedTime(started) > Patience)
                {
                    return null;
                }
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => file.Dispose();
}
