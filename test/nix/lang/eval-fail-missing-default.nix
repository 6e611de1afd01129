import ./search
