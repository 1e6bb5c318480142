using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

/// <summary>Microsoft.Data.Sqlite is compiled against a newer SQLitePCLRaw.core than the one that ships (see SqliteLoader). A missing member would only show at the call.</summary>
public sealed class SqlitePclTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void ShippedSqlitePcl_MembersThatMicrosoftDataSqliteUses_AllThereButLoadExtension()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(SqliteLoader).Module.ModuleHandle);
        var core = Assembly.Load("SQLitePCLRaw.core");
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Microsoft.Data.Sqlite.dll")));
        var metadata = file.GetMetadataReader();
        var found = 0;
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference).Where(member => member.Parent.Kind == HandleKind.TypeReference))
        {
            var parent = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (!ComesFrom(metadata, parent, "SQLitePCLRaw.core")) continue;
            var type = core.GetType($"{metadata.GetString(parent.Namespace)}.{metadata.GetString(parent.Name)}");
            var name = metadata.GetString(member.Name);
            if (type is not null && Has(type, member, name)) found++;
            else missing.Add(name);
        }
        Assert.Equal(["sqlite3_load_extension"], missing);
        Assert.True(found > 50, $"only {found} members looked at");
    }

    private static bool ComesFrom(MetadataReader metadata, TypeReference type, string assembly) =>
        type.ResolutionScope.Kind == HandleKind.AssemblyReference
        && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == assembly;

    private static bool Has(Type type, MemberReference member, string name)
    {
        if (member.GetKind() == MemberReferenceKind.Field) return type.GetField(name) is not null;
        var wanted = string.Join(",", member.DecodeMethodSignature(new TypeNames(), null).ParameterTypes);
        return type.GetMembers(Everything).OfType<MethodBase>()
            .Any(method => method.Name == name && string.Join(",", method.GetParameters().Select(parameter => parameter.ParameterType.Name.TrimEnd('&'))) == wanted);
    }

    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[]";
        public string GetByReferenceType(string elementType) => elementType;
        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;
        public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;
        public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;
        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;
        public string GetPinnedType(string elementType) => elementType;
        public string GetPointerType(string elementType) => elementType + "*";
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();
        public string GetSZArrayType(string elementType) => elementType + "[]";
        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);
        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);
        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => "specification";
    }
}
