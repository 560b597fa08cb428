// dotnet run .ci/compare-packages.cs -- FOLDER FOLDER [--without-symbols]
// Compares the packages of two folders by the names and contents of their files, without signatures and the times of the zip files.
// --without-symbols leaves out symbol packages: NuGet.org offers none for download.
// Exit code 0: the same; 1: different; 2: nothing to compare.
#:property EnforceCodeStyleInBuild=false
using System.IO.Compression;
using System.Security.Cryptography;

if (args is not ([_, _] or [_, _, "--without-symbols"]) || !args[..2].All(Directory.Exists))
{
    Console.Error.WriteLine("Give two folders of packages.");
    return 2;
}

string[] kinds = args.Length == 2 ? [".nupkg", ".snupkg"] : [".nupkg"];
var (left, right) = (Read(args[0], kinds), Read(args[1], kinds));
if (left.Count == 0)
{
    Console.Error.WriteLine($"There are no packages in {args[0]}.");
    return 2;
}

var different = left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
    .Where(file => left.GetValueOrDefault(file) != right.GetValueOrDefault(file)).ToArray();
foreach (var file in different)
{
    Console.WriteLine(left.ContainsKey(file)
        ? right.ContainsKey(file) ? $"{file}: different contents" : $"{file}: only in {args[0]}"
        : $"{file}: only in {args[1]}");
}

var unlisted = right.Keys.Select(file => file.Split('/')[0]).Where(package => package.EndsWith(".nupkg", StringComparison.Ordinal))
    .Distinct().Where(package => !right.ContainsKey($"{package}/bom.xml")).ToArray();
foreach (var package in unlisted)
    Console.WriteLine($"{package}: no bom.xml, which lists its dependencies");
Console.WriteLine($"files {left.Count}, different {different.Length}; compared: {string.Join(" and ", kinds)}");
return different.Length + unlisted.Length == 0 ? 0 : 1;

static Dictionary<string, string> Read(string folder, string[] kinds)
{
    var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
    foreach (var path in Directory.EnumerateFiles(folder).Where(path => kinds.Contains(Path.GetExtension(path))))
    {
        // NuGet.org names downloads in lower case.
        var name = Path.GetFileName(path).ToLowerInvariant();
        using var package = ZipFile.OpenRead(path);
        // NuGet.org signs what it publishes.
        foreach (var entry in package.Entries.Where(entry => entry.FullName != ".signature.p7s"))
        {
            using var content = entry.Open();
            hashes.Add($"{name}/{entry.FullName}", Convert.ToHexString(SHA256.HashData(content)));
        }
    }

    return hashes;
}
