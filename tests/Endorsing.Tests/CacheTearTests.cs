// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>
/// Writes that end at each byte of a file. A kill alone seldom falls between the first and the last byte of a file that is written at once, so
/// the kernel ends the write at a byte that the test names, and then the writer is killed.
/// </summary>
public sealed class CacheTearTests : IDisposable
{
    private const int Step = 89;
    private const int LongStep = 3;
    private const int TearsALife = 48;

    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;
    private readonly SimulatedTdxMachine machine = Scene.LongLived();
    private readonly CacheWitness witness;
    private Process? writer;

    public CacheTearTests() => witness = new(folder);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        writer?.Kill();
        writer?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_write_that_ends_at_any_byte_of_any_file_loses_nothing_that_was_kept_and_changes_no_verdict()
    {
        int documents = CacheWriter.RequestsOf(machine).Length;
        for (int at = 0; at < documents; at++)
        {
            // The first document; the same again, of which only the entry is written; its successor.
            await TearAsync(at, number: 18, isKilled: true);
            await TearAsync(at, number: 18, isKilled: false);
            await TearAsync(at, number: 19, isKilled: true);
        }

        witness.RequireSound(machine);
        Assert.Equal(documents, CacheWriter.Open(folder).ReadAll().Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "writing")));
    }

    // Another process makes other signatures: only the one that wrote a document can write it again.
    private async Task TearAsync(int at, int number, bool isKilled)
    {
        int step = Environment.GetEnvironmentVariable("ATTESTATION_LONG") is { Length: > 0 } ? LongStep : Step;
        int tears = 0;
        for (int limit = 0; ; limit += step)
        {
            string line = await AskAsync(at, number, limit);
            if (!line.StartsWith(nameof(CacheOutcome.NotWritten), StringComparison.Ordinal))
            {
                witness.Acknowledge(line);
                break;
            }

            witness.RequireSound(machine);
            if (++tears % TearsALife == 0 && isKilled)
            {
                await KillAsync();
                witness.RequireSound(machine);
            }
        }

        Assert.InRange(tears, 3, int.MaxValue);
    }

    private async Task<string> AskAsync(int at, int number, int limit)
    {
        writer ??= Start();
        await writer.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{at} {number} {limit}"));
        await writer.StandardInput.FlushAsync(Token);
        return await writer.StandardOutput.ReadLineAsync(Token) is { } line
            ? line
            : throw new InvalidOperationException($"the writer ended: {await writer.StandardError.ReadToEndAsync(Token)}");
    }

    private Process Start()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[TearingWriter.Variable] = folder;
        return Process.Start(start)!;
    }

    private async Task KillAsync()
    {
        writer!.Kill();
        await writer.WaitForExitAsync(Token);
        writer.Dispose();
        writer = null;
    }
}
