// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <new>

#include "core/base/error.h"
#include "core/data/cifar10_dataset.h"
#include "core/data/folder_dataset.h"
#include "core/data/idx_dataset.h"

namespace espalier {
namespace {

std::shared_ptr<const Dataset> open(const DatasetSpec& spec, Split split)
{
    if (spec.kind == "fashion-mnist")
        return openFashionMnist(spec, split);
    if (spec.kind == "mnist")
        return openIdxDataset(spec.folder, spec, split, {});
    if (spec.kind == "cifar10")
        return openCifar10(spec.folder, spec, split);
    if (spec.kind == "folder")
        return openImageFolder(spec.folder, spec, split);
    throw Error(ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "\"%1\" is no kind of data; there are fashion-mnist, mnist:DIR, "
                                            "cifar10:DIR and folder:DIR."),
                        {spec.kind}});
}

} // namespace

std::shared_ptr<const Dataset> openDataset(const DatasetSpec& spec, Split split)
{
    try {
        return open(spec, spec.split.value_or(split));
    } catch (const std::filesystem::filesystem_error& error) {
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot read %1: %2."),
                                           {error.path1().string(), error.code().message()}});
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "The data %1 does not fit into the memory of this machine; use limit= "
                                                "or a smaller size=."),
                            {datasetSpecText(spec)}});
    }
}

} // namespace espalier
