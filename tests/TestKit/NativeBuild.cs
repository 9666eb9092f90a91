// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TestKit;

/// <summary>Test assemblies run side by side, and publishing writes into folders that all of them have: one at a time.</summary>
public static class NativeBuild
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Waits for its turn; the next one's is when this is disposed.</summary>
    /// <exception cref="TimeoutException">Others publish for half an hour.</exception>
    public static IDisposable Turn()
    {
        string path = Path.Combine(Repository.Root, "artifacts", "publish.lock");
        using CancellationTokenSource late = new(Patience);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!late.IsCancellationRequested)
            {
                late.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
            }
            catch (IOException held)
            {
                throw new TimeoutException($"{path} is held for {Patience}", held);
            }
        }
    }
}
