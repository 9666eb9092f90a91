// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Configuration;
using Attestation.Grpc;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>The directory that node attestor and credential composer share: ours alone, reached through no symbolic link.</summary>
internal static class BindingPlace
{
    private const string Key = "state_dir";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Who may do what. The set-group-id bit comes from the directory above, where a volume of Kubernetes has an fsGroup, and opens nothing.
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    /// <summary>Reads the option; a problem goes to the section.</summary>
    public static string? Read(ConfigSection section)
    {
        string? state = section.Text(Key);
        if (state is null || !Path.IsPathFullyQualified(state) || state.Contains('\0', StringComparison.Ordinal))
        {
            section.Report(Key, state is null ? "is absent, want a directory: node attestor and credential composer name the same" : $"is \"{state}\", want an absolute path");
            return null;
        }

        string directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(state));
        int length = Encoding.UTF8.GetByteCount(SocketIn(directory));
        if (length > UnixSocket.MaxPathBytes)
        {
            section.Report(Key, $"makes a socket's path of {length} bytes, want at most {UnixSocket.MaxPathBytes}");
            return null;
        }

        return directory;
    }

    /// <summary>The socket.</summary>
    public static string SocketIn(string directory) => Path.Combine(directory, "binding.sock");

    /// <summary>The composer's lock.</summary>
    public static string LockIn(string directory) => Path.Combine(directory, "composer.lock");

    /// <summary>Makes the directory where it is missing, and refuses one that somebody else could write. Nothing is made behind a link.</summary>
    /// <exception cref="ConfigurationRefusedException">It is a link, another's, or open to others.</exception>
    public static void Make(string directory)
    {
        try
        {
            Require(Problem(directory, isMade: false));
            Directory.CreateDirectory(directory, Private);
            Require(Problem(directory));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationRefusedException($"{Key} {directory}: {failed.Message}", failed);
        }
    }

    /// <summary>What is wrong with the directory as it lies there, or null.</summary>
    public static string? Problem(string directory) => Problem(directory, isMade: true);

    private static string? Problem(string directory, bool isMade)
    {
        try
        {
            for (string? each = directory; each is not null; each = Path.GetDirectoryName(each))
            {
                FileStatus? status = FileStatus.Of(each);
                if (status is { Kind: not FileKind.Directory } || (status is null && isMade))
                {
                    return $"{Key} {directory}: {each} is no directory, or a symbolic link";
                }
            }

            return !isMade || (FileStatus.Of(directory) is { } own && own.Uid == CurrentUser.Uid() && (own.Mode & Permissions) == Private)
                ? null
                : $"{Key} {directory}: is another user's, or open to others; want mode 0700 and owner {CurrentUser.Uid()}";
        }
        catch (KernelException failed)
        {
            return $"{Key}: {failed.Message}";
        }
    }

    private static void Require(string? problem)
    {
        if (problem is not null)
        {
            throw new ConfigurationRefusedException(problem);
        }
    }
}
