// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Kernel;
using Attestation.Wire;

namespace Attestation.Agent.Measuring;

/// <summary>Which script an interpreter runs, where the operator listed that interpreter; otherwise it has no identity (processes, section 9).</summary>
/// <remarks>The script is the one that the arguments name, and those are the process's own word: hence the key <c>measuring.interpretersUnsafe</c>. Thread-safe.</remarks>
/// <param name="interpreters">SHA-256 of each, lower-case hex.</param>
/// <param name="cache">Digests of files that nobody changed.</param>
/// <param name="maxBytes">Largest script that is read.</param>
internal sealed class ScriptMeasurement(ImmutableArray<string> interpreters, MeasurementCache cache, long maxBytes)
{
    /// <summary>Refuses an interpreter that cannot be listed, before it is read.</summary>
    /// <param name="interprets">Why the program is one; null where it is none by name.</param>
    /// <param name="admits">False where a digest of the program alone decides: on the sockets that the agent owns.</param>
    /// <exception cref="MeasurementRefusedException">It is one.</exception>
    public void RequirePossible(string? interprets, bool admits)
    {
        if (interprets is not null && (interpreters.IsEmpty || !admits))
        {
            throw Refused(interprets);
        }
    }

    /// <summary>The script of a listed interpreter.</summary>
    /// <param name="program">SHA-256 of the program.</param>
    /// <param name="interprets">As before.</param>
    /// <param name="admits">As before.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>Null where the program is no interpreter.</returns>
    /// <exception cref="MeasurementRefusedException">It is one that is not listed.</exception>
    public MeasuredScript? Of(ReadOnlySpan<byte> program, string? interprets, bool admits, Func<MeasuredScript> read)
    {
        if (!interpreters.Contains(Hex.Of(program)))
        {
            return interprets is null ? null : throw Refused($"{interprets}, and is not listed");
        }

        return admits ? read() : throw Refused(interprets ?? "its program is listed as an interpreter");
    }

    /// <summary>Reads the script that the arguments name.</summary>
    /// <exception cref="MeasurementRefusedException">They name none, or one whose bytes nobody vouches for.</exception>
    public MeasuredScript Read(ProcessSight sight, IProcessDirectory directory, NamespaceIdentity own, CancellationToken cancellationToken)
    {
        if (!ScriptArgument.TryFind(sight.Arguments.Span, sight.Snapshot.Root, sight.Snapshot.WorkingDirectory, out ScriptArgument? argument))
        {
            throw Refused($"the arguments of {sight.Snapshot.ExePath} name no script");
        }

        using IProcessImage file = Open(argument, directory);
        ImageTrust.RequireNoServer(directory, file, Subject);
        ImageStatus status = file.Status();
        if (!status.IsRegular)
        {
            throw Refused($"{argument.Path} is no regular file");
        }

        ImageTrust.RequireFileSystem(status, directory, file, own, Subject);
        VerityDigest? verity = file.Verity();
        MeasuredImage image = cache.Of(status, verity, () => MeasuredImage.Read(file, status, maxBytes, cancellationToken))
            ?? throw new MeasurementRefusedException(MeasurementReasons.ProcessChanged, $"{argument.Path} was changed while it was read");
        RequireOption(argument, file);
        return new(argument, status, image.Sha256, verity);
    }

    /// <summary>True where the path still leads to the same file in the same state.</summary>
    public static bool IsSame(MeasuredScript script, IProcessDirectory directory)
    {
        using IProcessImage again = Open(script.Argument, directory);
        ImageTrust.RequireNoServer(directory, again, Subject);
        return again.Status() == script.Status;
    }

    private static IProcessImage Open(ScriptArgument argument, IProcessDirectory directory)
    {
        try
        {
            return directory.OpenInRoot(argument.Path, mayAsk: !ImageTrust.SeesServer(directory));
        }
        catch (KernelException asks) when (asks.Errno == Errno.EAGAIN)
        {
            throw new MeasurementRefusedException(MeasurementReasons.UntrustedFileSystem, $"{argument.Path} cannot be followed without a question to a file server", asks);
        }
        catch (KernelException absent) when (absent.Errno is not (Errno.ESRCH or Errno.EACCES or Errno.EPERM))
        {
            throw new MeasurementRefusedException(MeasurementReasons.Interpreter, $"its script: {absent.Message}", absent);
        }
    }

    // Between interpreter and script the kernel puts what the script's first line says; whatever else stands there may make the file an argument of something else.
    private static void RequireOption(ScriptArgument argument, IProcessImage file)
    {
        if (argument.Option is not { } option)
        {
            return;
        }

        byte[] start = new byte[Shebang.MaxBytes];
        int length = file.Read(start, 0);
        if (!Shebang.ArgumentOf(start.AsSpan(0, length)).SequenceEqual(Encoding.UTF8.GetBytes(option)))
        {
            throw Refused($"the option {option} stands before {argument.Path}, whose first line has another one or none");
        }
    }

    private static MeasurementRefusedException Refused(string because) => new(MeasurementReasons.Interpreter, because);

    private const string Subject = "its script";
}
