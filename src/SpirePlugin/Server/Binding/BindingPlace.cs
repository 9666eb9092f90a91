// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>The directory that node attestor and credential composer share: ours alone, reached through no symbolic link.</summary>
internal static class BindingPlace
{
    private const string Key = "state_dir";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Reads the option; a problem goes to the section.</summary>
    public static string? Read(ConfigSection section)
    {
        string? state = section.Text(Key);
        if (state is not null && Path.IsPathFullyQualified(state))
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(state));
        }

        section.Report(Key, state is null ? "is absent, want a directory: node attestor and credential composer name the same" : $"is \"{state}\", want an absolute path");
        return null;
    }

    /// <summary>The socket.</summary>
    public static string SocketIn(string directory) => Path.Combine(directory, "binding.sock");

    /// <summary>The composer's lock.</summary>
    public static string LockIn(string directory) => Path.Combine(directory, "composer.lock");

    /// <summary>Makes the directory where it is missing, and refuses one that somebody else could write.</summary>
    /// <exception cref="ConfigurationRefusedException">It is a link, another's, or open to others.</exception>
    public static void Make(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory, Private);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationRefusedException($"{Key} {directory}: {failed.Message}");
        }

        if (Problem(directory) is { } problem)
        {
            throw new ConfigurationRefusedException(problem);
        }
    }

    /// <summary>What is wrong with the directory as it lies there, or null.</summary>
    public static string? Problem(string directory)
    {
        try
        {
            for (string? each = directory; each is not null; each = Path.GetDirectoryName(each))
            {
                if (FileStatus.Of(each) is not { Kind: FileKind.Directory })
                {
                    return $"{Key} {directory}: {each} is no directory, or a symbolic link";
                }
            }

            return FileStatus.Of(directory) is { } own && own.Uid == CurrentUser.Uid() && own.Mode == Private
                ? null
                : $"{Key} {directory}: is another user's, or open to others; want mode 0700 and owner {CurrentUser.Uid()}";
        }
        catch (KernelException failed)
        {
            return $"{Key}: {failed.Message}";
        }
    }
}
