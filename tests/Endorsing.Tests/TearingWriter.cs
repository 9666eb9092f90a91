// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Runtime.InteropServices;

namespace Attestation.Endorsing.Tests;

/// <summary>
/// What this program does when <see cref="Variable"/> names a folder: for each line of stdin, index, number and limit, it keeps a document in
/// that cache while the kernel lets no file grow beyond the limit. What is then on disk is what a kill at that byte leaves behind.
/// </summary>
internal static partial class TearingWriter
{
    public const string Variable = "ATTESTATION_TEST_TEARS";

    // RLIMIT_FSIZE, and the signal that tells of it unless somebody listens.
    private const int FileSize = 1;
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    public static void ObeyUntilKilled(string folder)
    {
        using PosixSignalRegistration unharmed = PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);
        EndorsementCache cache = CacheWriter.Open(folder);
        Dictionary<int, JudgedEndorsement[]> made = [];
        while (Console.In.ReadLine() is { } line)
        {
            int[] asked = [.. line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
            JudgedEndorsement[] documents = made.TryGetValue(asked[1], out JudgedEndorsement[]? known) ? known : made[asked[1]] = [.. CacheWriter.Documents(asked[1])];
            JudgedEndorsement document = documents[asked[0]];
            Limit((ulong)asked[2]);
            CacheOutcome outcome = cache.KeepAsync(document, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{outcome} {asked[1]} {document.Name}\n"));
            Console.Out.Flush();
        }
    }

    private static void Limit(ulong bytes)
    {
        if (GetLimit(FileSize, out FileSizeLimit limit) != 0 || SetLimit(FileSize, limit with { Soft = bytes }) != 0)
        {
            throw new InvalidOperationException($"the kernel sets no limit: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimit(int resource, out FileSizeLimit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, in FileSizeLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FileSizeLimit(ulong Soft, ulong Hard);
}
