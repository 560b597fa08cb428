using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Checks that a section of options has known keys only, and that their values can be converted.</summary>
internal static class SectionKeys<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>
{
    private static readonly Dictionary<string, Type> Keys = typeof(TOptions)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.CanWrite && !typeof(Delegate).IsAssignableFrom(property.PropertyType))
        .ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the error of the section as a whole, and whether it is the wrong section.</summary>
    public static (string? Error, bool IsWrongSection) CheckWhole(IConfiguration section)
    {
        var place = section is IConfigurationSection own ? $"The section {own.Path}" : "The configuration";
        var children = section.GetChildren().ToList();
        if (children.Count == 0) return ($"{place} is empty or missing.", false);
        if (children.Exists(child => Keys.ContainsKey(child.Key))) return (null, false);
        var better = children.SelectMany(child => child.GetChildren().Where(below => below.GetChildren().Any()).Prepend(child))
            .MaxBy(CountKnown);
        return better is null || CountKnown(better) == 0
            ? (null, false)
            : ($"{place} contains no setting of {typeof(TOptions).Name}: did you mean the section below, GetSection(\"{better.Path}\")?",
                true);
    }

    /// <summary>
    /// Returns errors for all unknown keys and all values that cannot be converted. A value is never quoted: it may be a misplaced secret.
    /// </summary>
    public static IReadOnlyList<OptionError> Check(IConfiguration section)
    {
        var errors = new List<OptionError>();
        foreach (var child in section.GetChildren())
        {
            if (!Keys.TryGetValue(child.Key, out var type))
                errors.Add(new OptionError(child.Key, $"is not a setting of {typeof(TOptions).Name}.{Advice(child)}"));
            else errors.AddRange(ErrorsOf(child, type));
        }

        return errors;
    }

    /// <summary>Returns the error for a value that the binder cannot convert.</summary>
    public static OptionError Unreadable(string key) =>
        new(key, $"cannot be read: it must be of type {(Nullable.GetUnderlyingType(Keys[key]) ?? Keys[key]).Name}.");

    private static int CountKnown(IConfigurationSection section) => section.GetChildren().Count(child => Keys.ContainsKey(child.Key));

    private static IEnumerable<OptionError> ErrorsOf(IConfigurationSection child, Type type)
    {
        if (!IsCollection(type)) return FindError(child, type) is { } error ? [new OptionError(child.Key, error)] : [];
        if (child.Value is { Length: > 0 }) return [new OptionError(child.Key, "is a list: specify its items as keys 0, 1, ...")];
        // A list has one type argument, a dictionary two: the last is the type of the values.
        if (type.GetGenericArguments() is not [.., var item] || IsCollection(item)) return [];
        return child.GetChildren()
            .Select(value => (value.Key, Error: FindError(value, item)))
            .Where(value => value.Error is not null)
            .Select(value => new OptionError($"{child.Key}:{value.Key}", value.Error!));
    }

    private static bool IsCollection(Type type) => type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && type != typeof(string);

    private static string? FindError(IConfigurationSection child, Type type)
    {
        if (child.GetChildren().Any()) return "must be a single value, not a section.";
        return child.Value is null || CanConvert(child.Value, Nullable.GetUnderlyingType(type) ?? type, out var expected)
            ? null
            : $"cannot be read: it must be {expected}.";
    }

    private static bool CanConvert(string value, Type type, out string expected)
    {
        var invariant = CultureInfo.InvariantCulture;
        expected = "text";
        if (type == typeof(TimeSpan)) return Expect("a time such as 00:00:30", TimeSpan.TryParse(value, invariant, out _), out expected);
        if (type == typeof(bool)) return Expect("true or false", bool.TryParse(value, out _), out expected);
        if (type == typeof(int)) return Expect("a whole number", int.TryParse(value, NumberStyles.Integer, invariant, out _), out expected);
        if (type == typeof(double))
            return Expect("a number such as 0.5", double.TryParse(value, NumberStyles.Float, invariant, out _), out expected);
        if (type == typeof(Uri))
            return Expect("an address such as https://host/path", Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out _), out expected);
        if (type.IsEnum) return Expect($"one of {string.Join(", ", Enum.GetNames(type))}", IsMember(type, value), out expected);
        return true;
    }

    private static bool IsMember(Type type, string value) => Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Expect(string format, bool isValid, out string expected)
    {
        expected = format;
        return isValid;
    }

    private static string Advice(IConfigurationSection child)
    {
        if (CountKnown(child) > 0) return $" Did you mean the section below, GetSection(\"{child.Path}\")?";
        var key = child.Key;
        var near = Keys.Keys.Where(known => Distance(key, known) <= (key.Length + 1) / 3).MinBy(known => Distance(key, known))
            ?? Keys.Keys.FirstOrDefault(known => known.Contains(key, StringComparison.OrdinalIgnoreCase)
                || key.Contains(known, StringComparison.OrdinalIgnoreCase));
        return near is null ? $" Known settings: {string.Join(", ", Keys.Keys.Order(StringComparer.Ordinal))}." : $" Did you mean {near}?";
    }

    // The number of letters to insert, remove or change.
    private static int Distance(string key, string known)
    {
        var row = Enumerable.Range(0, known.Length + 1).ToArray();
        for (var i = 1; i <= key.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= known.Length; j++)
            {
                var change = char.ToUpperInvariant(key[i - 1]) == char.ToUpperInvariant(known[j - 1]) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[^1];
    }
}
